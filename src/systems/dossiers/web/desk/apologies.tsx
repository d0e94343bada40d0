import { Form, Link, redirectDocument } from 'react-router'
import { Refusal } from '#platform/errors.ts'
import { formatDate } from '#platform/text/index.ts'
import { Badge } from '#web/components/badge/Badge.tsx'
import { Button } from '#web/components/button/Button.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { Sidenav } from '#web/components/sidenav/Sidenav.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { shellContext } from '#web/context.ts'
import { KeyHints } from '#web/keyboard/KeyHints.tsx'
import type { Locale } from '#web/locale.ts'
import { useMessages } from '#web/messages/define.ts'
import { shellMessages } from '#web/messages/shell.ts'
import { page, pageAction } from '#web/page.ts'
import { listWaitingApologies, type WaitingApology } from '../../apology/queries.ts'
import { dueBounds } from '../../desk/queues.ts'
import { isId } from '../../store.ts'
import { dueWords } from '../moments.ts'
import type { Route } from './+types/apologies.ts'
import { deadlineMessages } from './deadline-messages.ts'
import { deskNav } from './desk-nav.ts'
import { nextApology } from './next-apology.ts'

export const loader = page(async (ctx, { url, context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const now = ctx.now()
  const bounds = dueBounds(await ctx.calendar(), now)
  const [{ groups }, { rows, next }] = await Promise.all([
    deskNav(ctx, { bounds, locale, place: 'apologies' }),
    listWaitingApologies(ctx.db, ctx.actor, url.searchParams.get('tu') ?? undefined),
  ])
  return {
    nav: groups,
    next,
    rows: rows.map((row) => ({ ...row, ...wordsOf(row, now, locale) })),
  }
})

function wordsOf({ promisedAt, newPromisedAt, sendBy }: WaitingApology, now: Date, locale: Locale) {
  const due = (instant: Date) => dueWords(instant, now, locale)
  return { old: due(promisedAt), fresh: formatDate(newPromisedAt), by: due(sendBy), late: sendBy < now }
}

/** Leads through the marked ones: each is looked at as the paper that is signed. */
export const action = pageAction(async (ctx, { request }: Route.ActionArgs) => {
  const ids = (await request.formData()).getAll('phieu').map(String).filter(isId)
  if (ids.length === 0) throw new Refusal(422, 'bulk.empty', 'Hãy chọn ít nhất một phiếu.')
  return redirectDocument(await nextApology(ctx, ids.slice(0, 100)), 303)
})

/** Phiếu xin lỗi that wait for the head: read in a list, looked at and signed one after the other, or edited. */
export default function ApologiesPage({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(deadlineMessages)
  const shell = useMessages(shellMessages)
  const own = texts.apologies
  const { nav, rows, next } = loaderData
  const refusal = actionData?.refusal
  return (
    <>
      <PageTitle>{own.title}</PageTitle>
      <Sidenav label={shell.queues} groups={nav} />
      <main className="workspace" id="noi-dung">
        <div className="work-page work-wide stack">
          <h1>{own.title}</h1>
          <p className="soft">{own.lead}</p>
          {refusal && <ErrorSummary fields={{}} message={refusal.message} />}
          {rows.length === 0 ? (
            <Empty icon="check" title={own.nothing}>
              {own.nothingNote}
            </Empty>
          ) : (
            <Form method="post" className="stack">
              <Table
                label={own.title}
                rows={rows}
                rowKey={(row) => row.id}
                columns={[
                  {
                    title: <span className="hidden-text">{own.mark}</span>,
                    cell: (row) => (
                      <input
                        type="checkbox"
                        name="phieu"
                        value={row.dossierId}
                        aria-label={`${own.mark} ${row.code}`}
                      />
                    ),
                  },
                  {
                    title: own.sendBy,
                    label: null,
                    numeric: true,
                    cell: (row) => (
                      <>
                        {row.by} {row.late && <Badge state="late">{own.late}</Badge>}
                      </>
                    ),
                  },
                  {
                    title: texts.procedure,
                    cell: (row) => (
                      <>
                        <Link className="num" to={`/ban-lam-viec/ho-so/${row.dossierId}?viec=xin-loi`}>
                          {row.code}
                        </Link>
                        <p>{row.procedureName}</p>
                        <p className="soft sm">{row.applicantName}</p>
                      </>
                    ),
                  },
                  { title: own.old, numeric: true, cell: (row) => row.old },
                  { title: own.fresh, numeric: true, cell: (row) => row.fresh },
                  { title: own.reason, cell: (row) => row.reason },
                ]}
              />
              <p>
                <Button>{own.sign}</Button>
              </p>
            </Form>
          )}
          {next && (
            <p>
              <Link to={`?tu=${encodeURIComponent(next)}`}>{texts.next}</Link>
            </p>
          )}
        </div>
        <KeyHints />
      </main>
    </>
  )
}
