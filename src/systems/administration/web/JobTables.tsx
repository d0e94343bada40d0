import { Link } from 'react-router'
import { MOST_BEHIND, type ReaderState } from '#platform/events/log-queries.ts'
import type { JobState, TaskCount } from '#platform/jobs/job-queries.ts'
import { formatNumber } from '#platform/text/index.ts'
import { Badge } from '#web/components/badge/Badge.tsx'
import type { StateName } from '#web/components/badge/states.ts'
import { Button } from '#web/components/button/Button.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { momentWords } from '#web/due-words.ts'
import { useMessages } from '#web/messages/define.ts'
import { useShell } from '#web/shell.ts'
import { jobMessages } from './messages/jobs.ts'

export type ShownJob = {
  readonly id: number
  readonly task: string
  readonly about: string
  readonly state: JobState
  readonly runAt: Date
  readonly attempts: number
  readonly maxAttempts: number
  readonly error: string | null
}

const colours: Readonly<Record<JobState, StateName>> = {
  waiting: 'done',
  running: 'info',
  retrying: 'soon',
  failed: 'late',
}

/** Jobs of the queue; what failed can be run again or taken out. */
export function JobTable({ rows, label }: { rows: readonly ShownJob[]; label: string }) {
  const { locale } = useShell()
  const texts = useMessages(jobMessages)
  const failing = rows.some(({ error }) => error !== null)
  return (
    <Table
      label={label}
      rows={rows}
      rowKey={({ id }) => String(id)}
      columns={[
        {
          title: texts.state,
          cell: ({ state }) => <Badge state={colours[state]}>{texts.badges[state]}</Badge>,
        },
        { title: texts.task, cell: ({ task }) => <code>{task}</code> },
        { title: texts.about, cell: ({ about }) => <span className="num hash">{about}</span> },
        { title: texts.runAt, cell: ({ runAt }) => momentWords(runAt, locale), numeric: true },
        {
          title: texts.attempts,
          cell: ({ attempts, maxAttempts }) => texts.attemptsOf(attempts, maxAttempts),
          numeric: true,
        },
        ...(failing
          ? [
              { title: texts.error, cell: ({ error }: ShownJob) => error },
              { title: texts.mend, cell: (job: ShownJob) => <Mending job={job} /> },
            ]
          : []),
      ]}
    />
  )
}

function Mending({ job: { id, state, error } }: { job: ShownJob }) {
  const texts = useMessages(jobMessages)
  if (error === null || state === 'running') return null
  return (
    <form method="post" className="row">
      <Button kind="quiet" name="chay-lai" value={id}>
        {texts.retry}
      </Button>
      <Button kind="bare" name="bo" value={id}>
        {texts.remove}
      </Button>
    </form>
  )
}

/** How many jobs of each task are in which state. */
export function TaskTable({ counts }: { counts: readonly TaskCount[] }) {
  const { locale } = useShell()
  const texts = useMessages(jobMessages)
  const figure = (title: string, of: (count: TaskCount) => number) => ({
    title,
    cell: (count: TaskCount) => formatNumber(of(count)),
    numeric: true,
    right: true,
  })
  if (counts.length === 0) return <p className="soft">{texts.none.waiting}</p>
  return (
    <Table
      label={texts.perTask}
      rows={counts}
      rowKey={({ task }) => task}
      columns={[
        {
          title: texts.task,
          cell: ({ task }) => <Link to={`?tinh-trang=cho&viec=${encodeURIComponent(task)}`}>{task}</Link>,
        },
        figure(texts.waiting, ({ waiting }) => waiting),
        figure(texts.running, ({ running }) => running),
        figure(texts.retrying, ({ retrying }) => retrying),
        figure(texts.failed, ({ failed }) => failed),
        {
          title: texts.next,
          cell: ({ nextRunAt }) => (nextRunAt ? momentWords(nextRunAt, locale) : '–'),
          numeric: true,
          right: true,
        },
      ]}
    />
  )
}

/** A reader is slow when its oldest unread event is older than this. */
const SLOW_SECONDS = 60

/** How far each reader of the log has come. */
export function ReaderTable({ readers, now }: { readers: readonly ReaderState[]; now: Date }) {
  const { locale } = useShell()
  const texts = useMessages(jobMessages)
  const lag = ({ waitingSince }: ReaderState) =>
    waitingSince === null ? 0 : Math.max(0, Math.round((now.getTime() - waitingSince.getTime()) / 1000))
  if (readers.length === 0) return <p className="soft">{texts.noReaders}</p>
  return (
    <Table
      label={texts.readers}
      rows={readers}
      rowKey={({ name }) => name}
      columns={[
        { title: texts.reader, cell: ({ name }) => <code>{name}</code> },
        {
          title: texts.state,
          cell: (reader) => {
            if (reader.failedAt !== null) return <Badge state="late">{texts.failing}</Badge>
            if (lag(reader) > SLOW_SECONDS) return <Badge state="soon">{texts.slow}</Badge>
            if (reader.behind > 0) return <Badge state="info">{texts.reading}</Badge>
            return <Badge state="done">{texts.ok}</Badge>
          },
        },
        {
          title: texts.behind,
          cell: ({ behind }) =>
            behind >= MOST_BEHIND ? texts.atMost(formatNumber(behind)) : formatNumber(behind),
          numeric: true,
        },
        {
          title: texts.lag,
          cell: (reader) => texts.seconds(formatNumber(lag(reader))),
          numeric: true,
        },
        {
          title: texts.readAt,
          cell: ({ readAt }) => (readAt ? momentWords(readAt, locale) : texts.never),
          numeric: true,
        },
        { title: texts.failure, cell: ({ failure }) => failure ?? '–' },
      ]}
    />
  )
}
