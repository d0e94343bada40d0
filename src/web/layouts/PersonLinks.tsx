import { Unread } from '../components/unread/Unread.tsx'
import { useMessages } from '../messages/define.ts'
import { shellMessages } from '../messages/shell.ts'

/** What the menu of a person ends with, whoever it is: the notifications at their address, and the way out. */
export function PersonLinks({ notifications }: { notifications: string }) {
  const texts = useMessages(shellMessages)
  return (
    <>
      <a href={notifications}>
        {texts.notifications}
        <Unread />
      </a>
      <form method="post" action="/dang-xuat">
        <button type="submit">{texts.signOut}</button>
      </form>
    </>
  )
}
