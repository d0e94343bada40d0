import { useMemo } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { allPages } from '../../all-pages.ts'
import { useKeys } from '../../keyboard/Keys.tsx'
import { useMessages } from '../../messages/define.ts'
import { Sidenav } from '../sidenav/Sidenav.tsx'
import { adminNavMessages } from './messages.ts'

const HOME = '/quan-tri'

/** The pages of the administrator at the left of the desk, as far as they are there; 1 to 9 open them. */
export function AdminNav() {
  const texts = useMessages(adminNavMessages)
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const pages = useMemo(
    () => Object.entries(texts.pages).filter(([href]) => allPages.some(({ path }) => path === href)),
    [texts],
  )
  useKeys(
    useMemo(
      () =>
        pages.map(([href, label], index) => ({
          code: `Digit${index + 1}`,
          label,
          run: () => void navigate(href),
        })),
      [pages, navigate],
    ),
  )
  const links = pages.map(([href, label]) => ({
    href,
    label,
    current: pathname === href || (href !== HOME && pathname.startsWith(`${href}/`)),
  }))
  return <Sidenav label={texts.title} groups={[{ title: texts.title, links }]} />
}
