import { useCallback } from 'react'
import { Link } from 'react-router'
import { notFound } from '#platform/errors.ts'
import { Empty } from '#web/components/empty/Empty.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { Sidenav } from '#web/components/sidenav/Sidenav.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { shellContext } from '#web/context.ts'
import { KeyHints } from '#web/keyboard/KeyHints.tsx'
import { useMessages } from '#web/messages/define.ts'
import { shellMessages } from '#web/messages/shell.ts'
import { page } from '#web/page.ts'
import { listBoard } from '../../deadlines/board.ts'
import { boardRules } from '../../deadlines/rules.ts'
import { listMarked } from '../../desk/marked.ts'
import { dueBounds } from '../../desk/queues.ts'
import { dueWords } from '../moments.ts'
import type { Route } from './+types/deadline-list.ts'
import { deadlineMessages } from './deadline-messages.ts'
import { deskNav } from './desk-nav.ts'
import { showRows } from './queue-view.ts'
import { useRowKeys } from './use-row-keys.ts'

export const loader = page(async (ctx, { params, url, context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const rule = boardRules.find((each) => each === params.rule)
  if (!rule) throw notFound('deadline.unknown', 'Không có quy tắc này. Hãy mở lại bảng hạn luật định.')
  const group = url.searchParams.get('nhom') === 'sap' ? 'soon' : 'broken'
  const bounds = dueBounds(await ctx.calendar(), ctx.now())
  const [{ groups }, { rows, next }] = await Promise.all([
    deskNav(ctx, { bounds, locale, place: 'deadlines' }),
    listBoard(ctx, { rule, group, after: url.searchParams.get('tu') ?? undefined }),
  ])
  const dossiers = await listMarked(
    ctx.db,
    ctx.actor,
    rows.map(({ id }) => id),
  )
  const shown = await showRows(ctx, dossiers, locale)
  const now = ctx.now()
  return {
    rule,
    group,
    nav: groups,
    next,
    rows: rows.flatMap(({ id, deadline }) => {
      const row = shown.get(id)
      return row ? [{ ...row, deadline: dueWords(deadline, now, locale) }] : []
    }),
  } as const
})

/** The dossiers behind a figure of the board, the most urgent first. */
export default function DeadlineList({ loaderData }: Route.ComponentProps) {
  const texts = useMessages(deadlineMessages)
  const shell = useMessages(shellMessages)
  const { rule, group, nav, rows, next } = loaderData
  const current = useRowKeys(rows, useCallback(addressOf, []))
  const title = texts.listTitle(texts.rules[rule], texts.groups[group])
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <Sidenav label={shell.queues} groups={nav} />
      <main className="workspace" id="noi-dung">
        <div className="work-page work-wide stack">
          <p>
            <Link to="/ban-lam-viec/han-luat">{texts.title}</Link>
          </p>
          <h1>{title}</h1>
          {rows.length === 0 ? (
            <Empty icon="check" title={texts.nothing}>
              {texts.nothingNote[group]}
            </Empty>
          ) : (
            <Table
              label={title}
              rows={rows}
              rowKey={(row) => row.id}
              current={current}
              columns={[
                { title: texts.deadline, numeric: true, cell: (row) => row.deadline },
                {
                  title: texts.code,
                  numeric: true,
                  cell: (row) => <Link to={addressOf(row.id)}>{row.code}</Link>,
                },
                { title: texts.procedure, cell: (row) => row.title },
                { title: texts.applicant, cell: (row) => row.applicant },
                { title: texts.step, cell: (row) => row.step },
                { title: texts.assignee, cell: (row) => row.assignee ?? texts.nobody },
              ]}
            />
          )}
          {next && (
            <p>
              <Link to={`?nhom=${group === 'soon' ? 'sap' : 'vuot'}&tu=${encodeURIComponent(next)}`}>
                {texts.next}
              </Link>
            </p>
          )}
        </div>
        <KeyHints />
      </main>
    </>
  )
}

function addressOf(id: string): string {
  return `/ban-lam-viec/ho-so/${id}`
}
