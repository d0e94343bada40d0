import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { maskIdentityNumber, maskPhone } from '#platform/text/index.ts'
import { Count, Tag } from '#web/components/badge/Badge.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { Queue, QueueGroup, QueueRow } from '#web/components/queue/Queue.tsx'
import { Sidenav } from '#web/components/sidenav/Sidenav.tsx'
import { shellContext } from '#web/context.ts'
import { KeyHints } from '#web/keyboard/KeyHints.tsx'
import { useKeys } from '#web/keyboard/Keys.tsx'
import { useMessages } from '#web/messages/define.ts'
import { shellMessages } from '#web/messages/shell.ts'
import { page } from '#web/page.ts'
import { dueBounds } from '../../desk/queues.ts'
import { type FoundDossier, searchDossiers } from '../../desk/search.ts'
import type { Route } from './+types/search.ts'
import { deskNav } from './desk-nav.ts'
import { queuePageMessages } from './queue-messages.ts'
import { showRows } from './queue-view.ts'
import { searchMessages } from './search-messages.ts'
import { useMarks } from './use-marks.ts'

export const loader = page(async (ctx, { url, context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const question = (url.searchParams.get('q') ?? '').trim().slice(0, 200)
  const bounds = dueBounds(await ctx.calendar(), ctx.now())
  const [{ groups }, { rows, more }] = await Promise.all([
    deskNav(ctx, { bounds, locale }),
    searchDossiers(ctx.db, ctx.actor, question),
  ])
  const shown = await showRows(ctx, rows, locale)
  return {
    question,
    nav: groups,
    more,
    rows: rows.flatMap((row) => {
      const line = shown.get(row.id)
      return line ? [{ ...line, code: row.codeTail, whose: whoseOf(row) }] : []
    }),
  }
})

/** Enough of a number to tell two persons of one name apart. */
function whoseOf(row: FoundDossier): string {
  const { applicantIdentityNumber: number, applicantPhone: phone } = row
  return number ? maskIdentityNumber(number) : phone ? maskPhone(phone) : ''
}

/** What was found, newest first; the rows are those of a queue. */
export default function SearchPage({ loaderData }: Route.ComponentProps) {
  const texts = useMessages(searchMessages)
  const shell = useMessages(shellMessages)
  const { question, rows, more, nav } = loaderData
  const marks = useMarks(rows)
  const from = `?q=${encodeURIComponent(question)}`
  useSearchKeys(marks, from)
  const title = texts.title(question)
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <Sidenav label={shell.queues} groups={nav} />
      <main className="workspace" id="noi-dung">
        <header className="toolbar">
          <h1>{title}</h1>
          <Count>{texts.found(rows.length, more)}</Count>
        </header>
        {rows.length === 0 ? (
          <div className="queue-scroll">
            <Empty icon="search" title={texts.nothing}>
              {texts.nothingNote}
            </Empty>
          </div>
        ) : (
          <form className="queue-form" action="/ban-lam-viec/in">
            <Queue label={title}>
              <QueueGroup title={texts.newest} count={rows.length}>
                {rows.map(({ flags, whose, ...row }) => (
                  <QueueRow
                    key={row.id}
                    {...row}
                    href={`/ban-lam-viec/ho-so/${row.id}${from}`}
                    current={marks.cursor === row.id}
                    marked={marks.marked.has(row.id)}
                    onMark={(marked, range) => marks.mark(row.id, { marked, range })}
                    flags={whose && <Tag>{whose}</Tag>}
                  />
                ))}
              </QueueGroup>
            </Queue>
            {more && <p className="toolbar soft sm">{texts.more}</p>}
          </form>
        )}
        <KeyHints />
      </main>
    </>
  )
}

function useSearchKeys(marks: ReturnType<typeof useMarks>, from: string): void {
  const texts = useMessages(queuePageMessages).keys
  const navigate = useNavigate()
  const { now, move } = marks
  const keys = useMemo(
    () => [
      { code: 'KeyJ', label: texts.down, hint: true, run: () => move(1) },
      { code: 'KeyK', label: texts.up, hint: true, run: () => move(-1) },
      {
        code: 'Enter',
        label: texts.open,
        hint: true,
        run: () => now().cursor && navigate(`/ban-lam-viec/ho-so/${now().cursor}${from}`),
      },
      { code: 'Escape', label: texts.unmark, run: () => navigate('/ban-lam-viec') },
    ],
    [texts, now, move, navigate, from],
  )
  useKeys(keys)
}
