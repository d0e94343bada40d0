import { Count } from '#web/components/badge/Badge.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { shellContext } from '#web/context.ts'
import { KeyHints } from '#web/keyboard/KeyHints.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import type { Route } from './+types/desk-notifications.ts'
import { InboxView, MarkAll } from './InboxView.tsx'
import { actOnInbox, loadInbox } from './inbox.ts'
import { pageMessages } from './messages.ts'

export const loader = page((ctx, { url, context }: Route.LoaderArgs) =>
  loadInbox(ctx, url, context.get(shellContext).locale),
)

export const action = pageAction((ctx, { request }: Route.ActionArgs) => actOnInbox(ctx, request))

export default function DeskNotifications({ loaderData: inbox }: Route.ComponentProps) {
  const texts = useMessages(pageMessages)
  return (
    <main id="noi-dung" className="workspace">
      <PageTitle>{inbox.unread > 0 ? texts.unread(inbox.unread) : texts.title}</PageTitle>
      <header className="toolbar">
        <h1>{texts.title}</h1>
        {inbox.unread > 0 && <Count>{texts.unread(inbox.unread)}</Count>}
        <span className="push">
          <MarkAll unread={inbox.unread} />
        </span>
      </header>
      <div className="queue-scroll">
        <div className="pane">
          <InboxView inbox={inbox} path="/ban-lam-viec/thong-bao" />
        </div>
      </div>
      <KeyHints />
    </main>
  )
}
