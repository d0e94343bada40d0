import { addWorkingDays, localDate, type WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { formatDate, formatWeekday } from '#platform/text/index.ts'
import type { StateName } from '#web/components/badge/states.ts'
import type { Wait } from '#web/components/timebar/TimeBar.tsx'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import type { Terms } from '../../../procedures/index.ts'
import { type Flag, flagsOf } from '../../desk/flags.ts'
import type { QueueRow } from '../../desk/queue.ts'
import { type Bucket, bucketNames, bucketOf, type DueBounds } from '../../desk/queues.ts'
import { generalTermsOf } from '../../terms.ts'
import { deskMessages } from './desk-messages.ts'
import { queuePageMessages } from './queue-messages.ts'
import { timeLeft } from './time-left.ts'

/** A line as the page draws it: words, shares and colours, no rules. */
export type ShownRow = {
  readonly id: string
  readonly code: string
  readonly title: string
  readonly applicant: string
  readonly step: string
  readonly left: string
  readonly used: number
  readonly waits: readonly Wait[]
  readonly flags: readonly { readonly words: string; readonly state: StateName | undefined }[]
  readonly assignee: string | null
}

export type ShownGroup = {
  readonly bucket: Bucket | 'done'
  readonly title: string
  readonly state: StateName | undefined
  readonly count: number
  readonly rows: readonly ShownRow[]
}

const bucketStates: Partial<Record<Bucket, StateName>> = {
  overdue: 'late',
  today: 'soon',
  waiting: 'paused',
  'to-return': 'ok',
}

type View = {
  readonly bounds: DueBounds
  readonly locale: Locale
  readonly counts?: ReadonlyMap<Bucket, number>
}

/** The rows of a page in their groups, each with the count of the whole queue. */
export async function groupRows(ctx: Context, rows: readonly QueueRow[], view: View): Promise<ShownGroup[]> {
  const { bounds, locale, counts } = view
  const shown = await showRows(ctx, rows, locale)
  const titles = await bucketTitles(ctx, bounds, locale)
  const byBucket = Map.groupBy(rows, (row) => (row.closedAt ? 'done' : bucketOf(row, bounds)))
  const order = [...bucketNames, 'done'] as const
  return order.flatMap((bucket) => {
    const inside = byBucket.get(bucket)
    if (!inside) return []
    const state = bucket === 'done' ? 'done' : bucketStates[bucket]
    const count = (bucket === 'done' ? undefined : counts?.get(bucket)) ?? inside.length
    return [
      {
        bucket,
        title: titles[bucket],
        state,
        count,
        rows: inside.map((row) => shown.get(row.id) ?? blank(row)),
      },
    ]
  })
}

/** Rows in words, by dossier id. The hours that count are those of each solving agency. */
export async function showRows(
  ctx: Context,
  rows: readonly QueueRow[],
  locale: Locale,
): Promise<ReadonlyMap<string, ShownRow>> {
  const flags = await flagsOf(ctx.db, rows, ctx.now())
  const calendars = new Map<string, WorkingCalendar>()
  for (const { agencyId } of rows) {
    if (!calendars.has(agencyId)) calendars.set(agencyId, await ctx.calendar(agencyId))
  }
  const laws = await lawsOf(ctx, rows)
  const now = ctx.now()
  return new Map(
    rows.map((row) => {
      const [calendar, terms] = [calendars.get(row.agencyId), laws.get(lawOf(row))]
      if (!calendar || !terms) return [row.id, blank(row)]
      const { words, used, waits } = timeLeft(row, { calendar, terms, now, locale })
      const marks = (flags.get(row.id) ?? []).map((flag) => flagWords(flag, { calendar, now, locale }))
      return [row.id, { ...blank(row), step: stepWords(row, locale), left: words, used, waits, flags: marks }]
    }),
  )
}

/** The laws of a page: one or two, so each is asked for once. */
async function lawsOf(ctx: Context, rows: readonly QueueRow[]): Promise<ReadonlyMap<string, Terms>> {
  const firsts = new Map(rows.map((row) => [lawOf(row), row]))
  return new Map(
    await Promise.all([...firsts].map(async ([key, row]) => [key, await generalTermsOf(ctx, row)] as const)),
  )
}

function lawOf({ regimeId, submittedAt }: QueueRow): string {
  return `${regimeId} ${localDate(submittedAt)}`
}

function blank(row: QueueRow): ShownRow {
  return {
    id: row.id,
    code: row.codeTail,
    title: row.procedureName,
    applicant: row.applicantName,
    step: row.stepName,
    left: '',
    used: 0,
    waits: [],
    flags: [],
    assignee: row.assigneeName,
  }
}

/** The state where it says more than the step. */
function stepWords(row: QueueRow, locale: Locale): string {
  const texts = messagesFor(locale, deskMessages)
  const atStep = row.lane === 0 && row.receivedAt !== null && !row.closedAt
  return atStep ? texts.steps[row.stepRole] : texts.states[row.state]
}

type Now = { readonly calendar: WorkingCalendar; readonly now: Date; readonly locale: Locale }

function flagWords(
  flag: Flag,
  { calendar, now, locale }: Now,
): { words: string; state: StateName | undefined } {
  const texts = messagesFor(locale, queuePageMessages).flags
  switch (flag.kind) {
    case 'new':
      return { words: texts.new, state: undefined }
    case 'no-apology':
      return { words: texts.noApology, state: 'late' }
    case 'apologised':
      return { words: texts.apologised, state: undefined }
    case 'supplied':
      return { words: texts.supplied, state: 'paused' }
    case 'asked-twice':
      return { words: texts.askedTwice(flag.times), state: 'late' }
    case 'opinion-open':
      return { words: texts.opinionOpen, state: undefined }
    case 'opinion-late':
      return { words: texts.opinionLate, state: 'soon' }
    case 'opinion-given':
      return { words: texts.opinionGiven, state: undefined }
    case 'leg':
      return { words: texts.leg(flag.number, flag.of), state: undefined }
    case 'elsewhere':
      return { words: texts.elsewhere, state: undefined }
    case 'leg-lost':
      return { words: texts.legLost, state: 'late' }
    case 'step-late':
      return { words: texts.stepLate, state: 'soon' }
    case 'answer-due': {
      const days = workingDaysLeft(calendar, now, flag.at)
      return { words: texts.answerLeft(days), state: days <= 2 ? 'soon' : undefined }
    }
  }
}

/** Working days after today up to the day of the limit. */
function workingDaysLeft(calendar: WorkingCalendar, now: Date, at: Date): number {
  const last = localDate(at)
  let days = 0
  for (let day = localDate(now); day < last && days < 60; days++) day = addWorkingDays(calendar, day, 1)
  return days
}

async function bucketTitles(
  ctx: Context,
  bounds: DueBounds,
  locale: Locale,
): Promise<Record<Bucket | 'done', string>> {
  const texts = messagesFor(locale, queuePageMessages)
  const calendar = await ctx.calendar()
  const today = localDate(bounds.now)
  const next = addWorkingDays(calendar, today, 1)
  const day = `${weekdayOf(next, locale)} ${formatDate(next).slice(0, 5)}`
  const isTomorrow = Date.parse(next) - Date.parse(today) === 86_400_000
  return {
    ...texts.buckets,
    'next-day': isTomorrow ? texts.tomorrow(day) : texts.buckets['next-day'](capital(day)),
    done: texts.done,
  }
}

function weekdayOf(date: string, locale: Locale): string {
  if (locale === 'vi') return formatWeekday(date)
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
}
