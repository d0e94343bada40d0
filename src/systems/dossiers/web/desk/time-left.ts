import {
  describeRemaining,
  remaining,
  usedShare,
  type WorkingCalendar,
  workingMinutesBetween,
} from '../../../../platform/calendar/index.ts'
import { formatDate } from '../../../../platform/text/index.ts'
import type { StateName } from '../../../../web/components/badge/states.ts'
import type { Wait } from '../../../../web/components/timebar/TimeBar.tsx'
import type { Locale } from '../../../../web/locale.ts'
import { messagesFor } from '../../../../web/messages/define.ts'
import type { QueueRow } from '../../desk/queue.ts'
import { deskMessages } from './desk-messages.ts'

/** The time of a dossier as a bar and in words. */
export type TimeLeft = {
  readonly words: string
  readonly used: number
  readonly waits: readonly Wait[]
  readonly state: StateName | undefined
}

type Timed = Pick<QueueRow, 'lane' | 'clock' | 'dueAt' | 'submittedAt' | 'receivedAt' | 'closedAt'>
type Now = { readonly calendar: WorkingCalendar; readonly now: Date; readonly locale: Locale }
type Style = 'long' | 'short'

/** Less than this many working minutes left is soon: half a day. */
const SOON_MINUTES = 240
/** A dossier that was not received yet is answered within 8 working hours. */
const ANSWER_MINUTES = 480
const DAY_MINUTES = 480

/** How much of its time a dossier has used and what is left, in working time of its agency. */
export function timeLeft(row: Timed, at: Now, style: Style = 'short'): TimeLeft {
  const { calendar, now, locale } = at
  const texts = messagesFor(locale, deskMessages)
  const { clock } = row
  if (row.closedAt) {
    return { words: texts.closedOn(formatDate(row.closedAt)), used: 1, waits: [], state: 'done' }
  }
  if (row.lane === 2) return waiting(row, at)
  if (row.lane === 1) return { words: texts.ready, used: 1, waits: [], state: 'ok' }
  if (row.receivedAt === null) {
    const minutes = workingMinutesBetween(calendar, now, row.dueAt)
    const used = Math.min(1, Math.max(0, (ANSWER_MINUTES - minutes) / ANSWER_MINUTES))
    return running({ minutes: Math.abs(minutes), late: now > row.dueAt }, used, { locale, style })
  }
  if (!clock) return { words: texts.noDueTime, used: 0, waits: [], state: undefined }
  return running(remaining(calendar, clock, now), usedShare(calendar, clock, now), { locale, style })
}

type Left = { readonly minutes: number; readonly late: boolean }

function running(left: Left, used: number, { locale, style }: { locale: Locale; style: Style }): TimeLeft {
  const state = left.late ? 'late' : left.minutes <= SOON_MINUTES ? 'soon' : undefined
  return { words: leftWords(left, locale, style), used, waits: [], state }
}

function waiting({ clock }: Timed, { calendar, now, locale }: Now): TimeLeft {
  const texts = messagesFor(locale, deskMessages)
  if (!clock) return { words: texts.stands, used: 0, waits: [], state: 'paused' }
  const left = remaining(calendar, clock, now)
  const used = usedShare(calendar, clock, now)
  const total = clock.usedMinutes + left.minutes
  const waited = clock.pausedAt ? Math.max(0, workingMinutesBetween(calendar, clock.pausedAt, now)) : 0
  const length = Math.min(1 - used, total === 0 ? 0 : waited / total)
  const waits = length > 0 ? [{ from: used, length }] : []
  return { words: texts.standsWith(leftWords(left, locale, 'short')), used, waits, state: 'paused' }
}

function wholeDays({ minutes, late }: Left): Left {
  return { minutes: Math.floor(minutes / DAY_MINUTES) * DAY_MINUTES, late }
}

/** "3 giờ 18", "trễ 6 giờ 12"; "3 h 18 min" in English. */
export function leftWords(left: Left, locale: Locale, style: Style): string {
  // A narrow column: who is late by days is not helped by the hours.
  const shown = style === 'short' && left.late && left.minutes >= DAY_MINUTES ? wholeDays(left) : left
  if (locale === 'vi') return describeRemaining(shown, style)
  const [days, hours, minutes] = [
    Math.floor(left.minutes / 480),
    Math.floor((left.minutes % 480) / 60),
    left.minutes % 60,
  ]
  const parts =
    days > 0
      ? [
          [days, 'd'],
          [hours, 'h'],
        ]
      : [
          [hours, 'h'],
          [minutes, 'min'],
        ]
  const words = parts.flatMap(([count, unit]) => (Number(count) > 0 ? [`${count} ${unit}`] : [])).join(' ')
  return `${left.late ? 'late ' : ''}${words || '0 min'}`
}
