import { Tag } from '#web/components/badge/Badge.tsx'
import type { StateName } from '#web/components/badge/states.ts'
import { Button } from '#web/components/button/Button.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { Pager } from '#web/components/navigation/Navigation.tsx'
import { Timeline } from '#web/components/timeline/Timeline.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { Inbox } from './inbox.ts'
import { pageMessages } from './messages.ts'
import { Paragraphs } from './Paragraphs.tsx'

type Item = Inbox['items'][number]

/** The notifications of a person, newest first, with what can be done about each. Works without script. */
export function InboxView({ inbox, path }: { inbox: Inbox; path: string }) {
  const texts = useMessages(pageMessages)
  const { items, next, first, officer } = inbox
  if (items.length === 0 && first) {
    return <Empty title={texts.empty}>{officer ? texts.emptyOfficer : texts.emptyCitizen}</Empty>
  }
  return (
    <div className="stack measure">
      <Timeline
        heading="h2"
        events={items.map((item) => ({
          id: item.id,
          title: <Title item={item} />,
          at: { iso: item.createdAt, text: item.at },
          state: stateOf(item),
          more: <More item={item} />,
        }))}
      />
      <Pager
        previous={first ? undefined : path}
        next={next ? `${path}?truoc=${encodeURIComponent(next)}` : undefined}
      />
    </div>
  )
}

/** Nothing when all have been read. */
export function MarkAll({ unread }: { unread: number }) {
  const texts = useMessages(pageMessages)
  if (unread === 0) return null
  return (
    <form method="post" className="row">
      <Button kind="quiet" name="tat-ca" value="1">
        {texts.markAll}
      </Button>
    </form>
  )
}

function Title({ item: { title, readAt } }: { item: Item }) {
  const texts = useMessages(pageMessages)
  if (readAt !== null) return title
  return (
    <>
      {title} <Tag>{texts.isNew}</Tag>
    </>
  )
}

function More({ item }: { item: Item }) {
  const texts = useMessages(pageMessages)
  return (
    <div className="stack-sm stack">
      <Paragraphs text={item.body} />
      <form method="post" className="row">
        <Button kind="quiet" name="mo" value={item.id}>
          {texts.open}
        </Button>
        {item.readAt === null && (
          <Button kind="bare" name="doc" value={item.id}>
            {texts.mark}
          </Button>
        )}
      </form>
    </div>
  )
}

/** What has been read is over; what has not shows how it stands. */
function stateOf({ kind, readAt }: Item): StateName {
  if (readAt !== null) return 'done'
  if (kind.endsWith('overdue') || kind.endsWith('answer-late') || kind === 'refused') return 'late'
  if (kind === 'supplement-requested' || kind === 'payment-requested') return 'paused'
  if (kind === 'officer-due-soon') return 'soon'
  if (kind === 'solved' || kind === 'returned') return 'ok'
  return 'info'
}
