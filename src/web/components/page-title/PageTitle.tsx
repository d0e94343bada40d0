import { useLocation } from 'react-router'
import { useMessages } from '../../messages/define.ts'
import { shellMessages } from '../../messages/shell.ts'
import { surfaceOf } from '../../pages.ts'
import { useShell } from '../../shell.ts'

/**
 * The title of the page in the browser: the state first ("Lỗi: …", "Chờ bạn bổ sung 1 giấy tờ"), then where one is.
 * React lifts it into the head.
 */
export function PageTitle({ children }: { children: string }) {
  const texts = useMessages(shellMessages)
  const { province } = useShell()
  const { pathname } = useLocation()
  const face = surfaceOf(pathname)
  const place =
    face === 'portal' ? texts.service(province) : face === 'desk' ? texts.desk : texts.wallTitle(province)
  return <title>{`${children} - ${place}`}</title>
}
