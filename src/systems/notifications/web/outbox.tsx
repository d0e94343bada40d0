import { Link } from 'react-router'
import { Empty } from '#web/components/empty/Empty.tsx'
import { Pager } from '#web/components/navigation/Navigation.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { shellContext } from '#web/context.ts'
import { momentWords } from '#web/due-words.ts'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { listMessages } from '../queries.ts'
import type { Route } from './+types/outbox.ts'
import { MessageStatus } from './MessageStatus.tsx'
import { pageMessages } from './messages.ts'

export const loader = page(async ({ db }, { url, context }: Route.LoaderArgs) => {
  const before = url.searchParams.get('truoc') ?? undefined
  const { items, next } = await listMessages(db, { before })
  return {
    items: items.map((item) => ({
      ...item,
      at: momentWords(new Date(item.createdAt), context.get(shellContext).locale),
    })),
    next,
    first: before === undefined,
    sandbox: context.get(shellContext).sandbox ?? false,
  }
})

export default function Outbox({ loaderData: { items, next, first, sandbox } }: Route.ComponentProps) {
  const texts = useMessages(pageMessages)
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{texts.outboxTitle}</PageTitle>
      <TitleBlock title={texts.outboxTitle} crumbs={[{ href: '/quan-tri', label: texts.administration }]}>
        {sandbox ? texts.outboxSandbox : texts.outboxReal}
      </TitleBlock>
      {items.length === 0 ? (
        <Empty title={texts.outboxEmpty}>{texts.outboxEmptyMore}</Empty>
      ) : (
        <div className="stack">
          <Table
            label={texts.outboxTitle}
            rows={items}
            rowKey={(row) => row.id}
            columns={[
              {
                title: texts.at,
                cell: (row) => <time dateTime={row.createdAt}>{row.at}</time>,
                numeric: true,
              },
              {
                title: texts.subject,
                label: null,
                cell: (row) => <Link to={`/thu-di/${row.id}`}>{row.subject}</Link>,
              },
              { title: texts.to, cell: (row) => row.recipient },
              { title: texts.state, cell: (row) => <MessageStatus message={row} /> },
            ]}
          />
          <Pager
            previous={first ? undefined : '/thu-di'}
            next={next ? `/thu-di?truoc=${encodeURIComponent(next)}` : undefined}
          />
        </div>
      )}
    </main>
  )
}
