import { useMemo } from 'react'
import { Link, useNavigate } from 'react-router'
import { Tag } from '#web/components/badge/Badge.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { BulkBar } from '#web/components/queue/BulkBar.tsx'
import { Queue, QueueGroup, QueueRow } from '#web/components/queue/Queue.tsx'
import type { SidenavGroup } from '#web/components/sidenav/Sidenav.tsx'
import { useKeys } from '#web/keyboard/Keys.tsx'
import { useMessages } from '#web/messages/define.ts'
import { DESK_PATH } from './desk-nav.ts'
import { queuePageMessages } from './queue-messages.ts'
import type { ShownGroup, ShownRow } from './queue-view.ts'
import { type Marks, useMarks } from './use-marks.ts'
import { useShownCursor } from './use-row-keys.ts'

/** The works of the bulk bar with their keys and the word in their address. */
const bulkKeys = [
  { work: 'receive', slug: 'tiep-nhan', code: null },
  { work: 'hand-over', slug: 'chuyen', code: 'KeyT' },
  { work: 'assign', slug: 'giao', code: 'KeyG' },
  { work: 'request-supplement', slug: 'bo-sung', code: 'KeyB' },
] as const

type BulkWorks = Readonly<Record<(typeof bulkKeys)[number]['work'], boolean>>

type Props = {
  readonly here: string
  readonly nav: readonly SidenavGroup[]
  readonly groups: readonly ShownGroup[]
  readonly next: string | null
  readonly first: string | null
  readonly empty: 'mine' | 'other' | 'filtered' | 'not-yet'
  readonly works: BulkWorks
}

/** The list of a queue: a cursor, marks, and what can be done with the marked. A form, so that it works without script. */
export function QueueList({ here, nav, groups, next, first, empty, works }: Props) {
  const texts = useMessages(queuePageMessages)
  const rows = useMemo(() => groups.flatMap((group) => group.rows), [groups])
  const marks = useMarks(rows)
  useQueueKeys({ rows, marks, here, nav, works })
  if (rows.length === 0) return <EmptyQueue {...{ here, empty, next, first }} />
  return (
    <form className="queue-form" action={`${DESK_PATH}/hang-loat`}>
      <input type="hidden" name="ve" value={here} readOnly />
      <Queue label={texts.list}>
        {groups.map(({ bucket, title, state, count, rows: inside }) => (
          <QueueGroup key={bucket} {...{ title, state, count }}>
            {inside.map((row) => (
              <Line key={row.id} {...{ row, here, marks }} />
            ))}
          </QueueGroup>
        ))}
      </Queue>
      <PageLinks {...{ next, first }} />
      <noscript>
        <p className="toolbar">
          {texts.bulkHelp} <BulkButtons works={works} />
        </p>
      </noscript>
      <BulkBar marked={marks.marked.size}>
        <BulkButtons works={works} />
        <button type="button" className="button" onClick={marks.clear}>
          {texts.bulk.unmark} <kbd>Esc</kbd>
        </button>
      </BulkBar>
    </form>
  )
}

function Line({ row, here, marks }: { row: ShownRow; here: string; marks: Marks }) {
  return (
    <QueueRow
      {...row}
      href={`${DESK_PATH}/ho-so/${row.id}${here}`}
      current={marks.cursor === row.id}
      marked={marks.marked.has(row.id)}
      onMark={(marked, range) => marks.mark(row.id, { marked, range })}
      flags={row.flags.map(({ words, state }) => (
        <span key={words}>
          <Tag state={state}>{words}</Tag>{' '}
        </span>
      ))}
    />
  )
}

function BulkButtons({ works }: { works: BulkWorks }) {
  const texts = useMessages(queuePageMessages)
  return (
    <>
      {bulkKeys
        .filter(({ work }) => works[work])
        .map(({ work, slug, code }) => (
          <button key={slug} type="submit" className="button" name="viec" value={slug}>
            {texts.bulk[work]} {code && <kbd>{code.slice(3)}</kbd>}
          </button>
        ))}
      <button type="submit" className="button" formAction={`${DESK_PATH}/in`}>
        {texts.bulk.print}
      </button>
    </>
  )
}

function PageLinks({ next, first }: { next: string | null; first: string | null }) {
  const texts = useMessages(queuePageMessages)
  if (!next && !first) return null
  return (
    <p className="toolbar">
      {first && <Link to={first}>{texts.firstPage}</Link>}
      {next && (
        <Link to={next} rel="next">
          {texts.nextPage}
        </Link>
      )}
    </p>
  )
}

function EmptyQueue({ here, empty, next, first }: Pick<Props, 'here' | 'empty' | 'next' | 'first'>) {
  const texts = useMessages(queuePageMessages)
  const queue = new URLSearchParams(here).get('hang')
  return (
    <div className="queue-scroll">
      <Empty title={texts.empty[empty]}>
        {empty === 'filtered' || empty === 'not-yet' ? (
          <Link to={queue ? `${DESK_PATH}?hang=${queue}` : DESK_PATH}>{texts.clearFilter}</Link>
        ) : (
          texts.emptyNote
        )}
      </Empty>
      <PageLinks next={next} first={first} />
    </div>
  )
}

type Keyed = {
  readonly rows: readonly ShownRow[]
  readonly marks: Marks
  readonly here: string
  readonly nav: readonly SidenavGroup[]
  readonly works: BulkWorks
}

/** J K X Enter Esc on the list; T B G on the marked rows or, without marks, on the row under the cursor; 1–9, N. */
function useQueueKeys({ rows, marks, here, nav, works }: Keyed): void {
  const texts = useMessages(queuePageMessages).keys
  const navigate = useNavigate()
  const { now, move, toggle, clear } = marks
  useShownCursor(marks.cursor)
  const keys = useMemo(() => {
    const open = (work?: string) => {
      const { cursor } = now()
      if (cursor) navigate(`${DESK_PATH}/ho-so/${cursor}${here}${work ? `&viec=${work}` : ''}`)
    }
    const work = (slug: string) => {
      const ids = [...now().marked].map((id) => ['id', id])
      if (ids.length === 0) return open(slug)
      navigate(`${DESK_PATH}/hang-loat?${new URLSearchParams([...ids, ['viec', slug], ['ve', here]])}`)
    }
    const list = [
      { code: 'KeyJ', label: texts.down, hint: true, run: () => move(1) },
      { code: 'KeyK', label: texts.up, hint: true, run: () => move(-1) },
      { code: 'ArrowDown', label: texts.down, run: () => move(1) },
      { code: 'ArrowUp', label: texts.up, run: () => move(-1) },
      { code: 'KeyX', label: texts.mark, hint: true, run: () => toggle(false) },
      { code: 'KeyX', shift: true, label: texts.markRange, run: () => toggle(true) },
      { code: 'Enter', label: texts.open, hint: true, run: () => open() },
      { code: 'Escape', label: texts.unmark, run: clear },
      { code: 'KeyL', label: texts.consult, hint: true, run: () => open('y-kien') },
    ]
    const bulk = bulkKeys.flatMap(({ work: name, slug, code }) =>
      code && works[name] ? [{ code, label: texts[name], hint: true, run: () => work(slug) }] : [],
    )
    const receive = works.receive
      ? [{ code: 'KeyN', label: texts.receive, run: () => navigate(`${DESK_PATH}/tiep-nhan`) }]
      : []
    const queues = nav
      .flatMap((group) => group.links.map((link) => ({ ...link, group: group.title })))
      .slice(0, 9)
      .map((link, index) => ({
        code: `Digit${index + 1}`,
        label: texts.queue(link.group, link.label),
        run: () => navigate(link.href),
      }))
    return [...(rows.length > 0 ? [...list, ...bulk] : []), ...receive, ...queues]
  }, [rows, now, move, toggle, clear, here, nav, works, texts, navigate])
  useKeys(keys)
}
