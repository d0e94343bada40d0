import { Link } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import { formatNumber } from '#platform/text/index.ts'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { Badge, Tag } from '#web/components/badge/Badge.tsx'
import { LinkButton } from '#web/components/button/Button.tsx'
import { Filters, FilterWords } from '#web/components/search/Filters.tsx'
import { PagedTable } from '#web/components/table/PagedTable.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { askedPage, pagesBeside } from '#web/paging.ts'
import { wordsOf } from '../search-terms.ts'
import { listCatalogue } from '../store.ts'
import type { Route } from './+types/admin-list.ts'
import { procedureAdminMessages } from './admin-messages.ts'
import { Validity } from './Validity.tsx'
import { stateOf } from './validity.ts'

const PAGE_SIZE = 50

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const question = (url.searchParams.get('q') ?? '').trim().slice(0, 100)
  const search = /^[\d.]+$/.test(question) ? question : wordsOf(question).join(' ')
  const number = askedPage(url.searchParams)
  const unsure = url.searchParams.get('do-tin') === 'low'
  const found = await listCatalogue(ctx.db, {
    search,
    confidence: unsure ? 'low' : undefined,
    limit: PAGE_SIZE,
    offset: (number - 1) * PAGE_SIZE,
  })
  const today = localDate(ctx.now())
  return {
    question,
    number,
    unsure,
    total: found.total,
    rows: found.rows.map((row) => ({ ...row, state: stateOf(row, today) })),
  }
})

/** Every procedure with its last version, in force or not. */
export default function ProcedureCatalogue({ loaderData }: Route.ComponentProps) {
  const { question, number, total, rows, unsure } = loaderData
  const texts = useMessages(procedureAdminMessages)
  const address = (to: number) =>
    `?${new URLSearchParams({ ...(question ? { q: question } : {}), ...(unsure ? { 'do-tin': 'low' } : {}), trang: String(to) })}`
  return (
    <AdminPage
      title={texts.title}
      count={texts.count(formatNumber(total))}
      toolbar={<Tools {...loaderData} />}
    >
      <PagedTable
        label={texts.title}
        rows={rows}
        rowKey={({ code }) => code}
        empty={{ title: texts.empty, more: texts.emptyMore }}
        {...pagesBeside({ number, size: PAGE_SIZE, total }, address)}
        columns={[
          { title: texts.code, cell: ({ code }) => code, numeric: true },
          {
            title: texts.name,
            label: null,
            cell: ({ code, shortName }) => <Link to={`/quan-tri/thu-tuc/${code}`}>{shortName}</Link>,
          },
          { title: texts.field, cell: ({ field }) => field },
          { title: texts.version, cell: (row) => row.number, numeric: true },
          { title: texts.validity, cell: (row) => <Validity period={row} /> },
          {
            title: texts.state,
            cell: ({ state }) => <Badge state={state.colour}>{texts.states[state.name]}</Badge>,
          },
        ]}
      />
    </AdminPage>
  )
}

function Tools({ question, unsure }: Pick<Route.ComponentProps['loaderData'], 'question' | 'unsure'>) {
  const texts = useMessages(procedureAdminMessages)
  return (
    <>
      <Filters label={texts.title} button={texts.searchButton}>
        <FilterWords name="q" label={texts.search} value={question} />
      </Filters>
      {unsure && <Tag state="soon">{texts.unsure}</Tag>}
      {unsure && <Link to="/quan-tri/thu-tuc">{texts.everyProcedure}</Link>}
      <span className="push">
        <LinkButton href="/quan-tri/thu-tuc/soan">{texts.add}</LinkButton>
      </span>
    </>
  )
}
