import { useLocation } from 'react-router'
import { allPages } from '../../all-pages.ts'
import { useMessages } from '../../messages/define.ts'
import { Sidenav } from '../sidenav/Sidenav.tsx'
import { adminNavMessages } from './messages.ts'

/** The pages of the administrator at the left of the desk, as far as they are there. */
export function AdminNav() {
  const texts = useMessages(adminNavMessages)
  const { pathname } = useLocation()
  const links = Object.entries(texts.pages)
    .filter(([href]) => allPages.some(({ path }) => path === href))
    .map(([href, label]) => ({
      href,
      label,
      current: pathname === href || pathname.startsWith(`${href}/`),
    }))
  return <Sidenav label={texts.title} groups={[{ title: texts.title, links }]} />
}
