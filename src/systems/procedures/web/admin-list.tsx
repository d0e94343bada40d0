import { Form, Link } from 'react-router'
import { localDate } from '../../../platform/calendar/index.ts'
import { formatNumber } from '../../../platform/text/index.ts'
import { AdminNav } from '../../../web/components/admin-nav/AdminNav.tsx'
import { Badge, Tag } from '../../../web/components/badge/Badge.tsx'
import { LinkButton } from '../../../web/components/button/Button.tsx'
import { Empty } from '../../../web/components/empty/Empty.tsx'
import { Pager } from '../../../web/components/navigation/Navigation.tsx'
import { PageTitle } from '../../../web/components/page-title/PageTitle.tsx'
import { Table } from '../../../web/components/table/Table.tsx'
import { useMessages } from '../../../web/messages/define.ts'
import { page } from '../../../web/page.ts'
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
  const asked = Number(url.searchParams.get('trang') ?? 1)
  const number = Number.isInteger(asked) && asked > 0 && asked <= 1000 ? asked : 1
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
  const pages = Math.ceil(total / PAGE_SIZE)
  const address = (to: number) =>
    `?${new URLSearchParams({ ...(question ? { q: question } : {}), ...(unsure ? { 'do-tin': 'low' } : {}), trang: String(to) })}`
  return (
    <>
      <AdminNav />
      <main className="workspace" id="noi-dung">
        <PageTitle>{texts.title}</PageTitle>
        <header className="toolbar">
          <h1>{texts.title}</h1>
          <span className="count">{texts.count(formatNumber(total))}</span>
          <Form className="toolbar-search" role="search" aria-label={texts.title}>
            <input
              className="input"
              name="q"
              type="search"
              defaultValue={question}
              aria-label={texts.search}
              placeholder={texts.search}
            />
            <button type="submit" className="button button-quiet">
              {texts.searchButton}
            </button>
          </Form>
          {unsure && <Tag state="soon">{texts.unsure}</Tag>}
          {unsure && <Link to="/quan-tri/thu-tuc">{texts.everyProcedure}</Link>}
          <span className="push">
            <LinkButton href="/quan-tri/thu-tuc/soan">{texts.add}</LinkButton>
          </span>
        </header>
        <div className="work-sheet stack">
          {rows.length === 0 ? (
            <Empty icon="search" title={texts.empty}>
              {texts.emptyMore}
            </Empty>
          ) : (
            <Table
              label={texts.title}
              rows={rows}
              rowKey={({ code }) => code}
              columns={[
                { title: texts.code, cell: ({ code }) => code, numeric: true },
                {
                  title: texts.name,
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
          )}
          <Pager
            previous={number > 1 ? address(number - 1) : undefined}
            next={number < pages ? address(number + 1) : undefined}
          />
        </div>
      </main>
    </>
  )
}
