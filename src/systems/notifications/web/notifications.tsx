import { redirect } from 'react-router'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { shellContext } from '#web/context.ts'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import type { Route } from './+types/notifications.ts'
import { InboxView, MarkAll } from './InboxView.tsx'
import { actOnInbox, loadInbox } from './inbox.ts'
import { pageMessages } from './messages.ts'

/** Officers read theirs at the desk. */
export const loader = page(async (ctx, { url, context }: Route.LoaderArgs) => {
  if (ctx.actor.kind === 'officer') throw redirect('/ban-lam-viec/thong-bao', 303)
  return loadInbox(ctx, url, context.get(shellContext).locale)
})

export const action = pageAction((ctx, { request }: Route.ActionArgs) => actOnInbox(ctx, request))

export default function Notifications({ loaderData: inbox }: Route.ComponentProps) {
  const texts = useMessages(pageMessages)
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{inbox.unread > 0 ? texts.unread(inbox.unread) : texts.title}</PageTitle>
      <TitleBlock title={texts.title} crumbs={[]}>
        {inbox.unread > 0 ? texts.unread(inbox.unread) : inbox.items.length > 0 && texts.allRead}
      </TitleBlock>
      <div className="stack">
        <MarkAll unread={inbox.unread} />
        <InboxView inbox={inbox} path="/thong-bao" />
      </div>
    </main>
  )
}
