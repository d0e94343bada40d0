import { Link } from 'react-router'
import { describeDatabase } from '#platform/database/size.ts'
import { logMonths } from '#platform/events/log-queries.ts'
import { findSealBefore } from '#platform/events/seal.ts'
import type { Concern } from '#platform/system.ts'
import { formatDate, formatNumber } from '#platform/text/index.ts'
import { version } from '#platform/version.ts'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { Badge } from '#web/components/badge/Badge.tsx'
import { Facts } from '#web/components/lists/Facts.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { concernsContext, shellContext } from '#web/context.ts'
import { momentWords } from '#web/due-words.ts'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import type { Route } from './+types/overview.ts'
import { overviewMessages } from './messages/overview.ts'

/** What is in order has no colour. */
const colours = { ok: 'done', soon: 'soon', late: 'late' } as const

const order: readonly Concern['state'][] = ['late', 'soon', 'ok']

export const loader = page(async (ctx, { context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const concerns = (await context.get(concernsContext)?.(ctx, locale)) ?? []
  const { version: database, bytes } = await describeDatabase(ctx.db)
  const seal = await findSealBefore(ctx.db)
  return {
    concerns: concerns.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state)),
    version,
    runtime: process.versions.node,
    database,
    megabytes: formatNumber(Math.round(bytes / 1_000_000)),
    months: (await logMonths(ctx.db)).count,
    sealedOn: seal ? formatDate(seal.sealedOn) : null,
    readAt: momentWords(ctx.now(), locale),
  }
})

/** What needs the administrator, worst first, each with the way there; and what runs. */
export default function Overview({ loaderData }: Route.ComponentProps) {
  const texts = useMessages(overviewMessages)
  const { concerns } = loaderData
  const open = concerns.filter(({ state }) => state !== 'ok').length
  return (
    <AdminPage title={texts.title} count={open === 0 ? texts.allWell : texts.toDo(open)}>
      <Table
        label={texts.attention}
        rows={concerns}
        rowKey={({ id }) => id}
        columns={[
          {
            title: texts.state,
            cell: ({ state }) => <Badge state={colours[state]}>{texts.states[state]}</Badge>,
          },
          { title: texts.what, label: null, cell: ({ title, href }) => <Link to={href}>{title}</Link> },
          { title: texts.detail, cell: ({ detail }) => detail },
        ]}
      />
      <Installation {...loaderData} />
    </AdminPage>
  )
}

function Installation(loaded: Omit<Route.ComponentProps['loaderData'], 'concerns'>) {
  const texts = useMessages(overviewMessages)
  return (
    <section className="stack stack-sm measure" aria-labelledby="ban-dang-chay">
      <h2 id="ban-dang-chay">{texts.installation}</h2>
      <Facts
        facts={[
          { label: texts.version, value: <span className="num">{loaded.version}</span> },
          { label: texts.runtime, value: <span className="num">{loaded.runtime}</span> },
          { label: texts.database, value: <span className="num">{loaded.database}</span> },
          { label: texts.size, value: <span className="num">{texts.megabytes(loaded.megabytes)}</span> },
          { label: texts.log, value: <span className="num">{texts.months(loaded.months)}</span> },
          { label: texts.seal, value: <span className="num">{loaded.sealedOn ?? texts.never}</span> },
        ]}
      />
      <p className="source">{texts.source(loaded.readAt)}</p>
    </section>
  )
}
