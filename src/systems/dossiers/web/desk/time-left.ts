import {
  describeRemaining,
  type Remaining,
  remaining,
  usedShare,
  type WorkingCalendar,
  workingMinutesBetween,
} from '#platform/calendar/index.ts'
import { formatDate } from '#platform/text/index.ts'
import type { StateName } from '#web/components/badge/states.ts'
import type { Wait } from '#web/components/timebar/TimeBar.tsx'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import { minutesOf, type Terms } from '../../../procedures/index.ts'
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
/** The hours of the agency, the law of the dossier, and who reads. */
type Now = {
  readonly calendar: WorkingCalendar
  readonly terms: Terms
  readonly now: Date
  readonly locale: Locale
}
/** `days` where the hours beside them say nothing. */
type Style = 'long' | 'short' | 'days'

/** How much of its time a dossier has used and what is left, in working time of its agency. */
export function timeLeft(row: Timed, at: Now, style: Style = 'short'): TimeLeft {
  const { calendar, terms, now, locale } = at
  const texts = messagesFor(locale, deskMessages)
  const { clock } = row
  if (row.closedAt) {
    return { words: texts.closedOn(formatDate(row.closedAt)), used: 1, waits: [], state: 'done' }
  }
  if (row.lane === 2) return waiting(row, at)
  if (row.lane === 1) return { words: texts.ready, used: 1, waits: [], state: 'ok' }
  if (row.receivedAt === null) {
    const minutes = workingMinutesBetween(calendar, now, row.dueAt)
    const whole = minutesOf(calendar, terms.rules['first-answer-online'])
    const used = Math.min(1, Math.max(0, (whole - minutes) / whole))
    return running({ minutes: Math.abs(minutes), late: now > row.dueAt }, used, { at, style })
  }
  if (!clock) return { words: texts.noDueTime, used: 0, waits: [], state: undefined }
  // After an apology the promise lies behind the end of the term.
  const promised = { ...clock, dueAt: row.dueAt }
  return running(remaining(calendar, promised, now), usedShare(calendar, promised, now), { at, style })
}

type Left = { readonly minutes: number; readonly late: boolean }

function running(left: Left, used: number, { at, style }: { at: Now; style: Style }): TimeLeft {
  const soon = minutesOf(at.calendar, at.terms.rules['due-soon'])
  const state = left.late ? 'late' : left.minutes <= soon ? 'soon' : undefined
  return { words: leftWords(left, at, style), used, waits: [], state }
}

function waiting({ clock }: Timed, at: Now): TimeLeft {
  const { calendar, now, locale } = at
  const texts = messagesFor(locale, deskMessages)
  if (!clock) return { words: texts.stands, used: 0, waits: [], state: 'paused' }
  const left = remaining(calendar, clock, now)
  const used = usedShare(calendar, clock, now)
  const total = clock.usedMinutes + left.minutes
  const waited = clock.pausedAt ? Math.max(0, workingMinutesBetween(calendar, clock.pausedAt, now)) : 0
  const length = Math.min(1 - used, total === 0 ? 0 : waited / total)
  const waits = length > 0 ? [{ from: used, length }] : []
  return { words: texts.standsWith(leftWords(left, at, 'days')), used, waits, state: 'paused' }
}

/** "3 giờ 18", "trễ 6 giờ 12"; "3 h 18 min" in English. A day is as long as the agency works. */
export function leftWords(
  left: Left,
  { calendar, locale }: Pick<Now, 'calendar' | 'locale'>,
  style: Style,
): string {
  const { minutesPerDay } = calendar
  // A narrow column: who is late by days, or whose clock stands, is not helped by the hours.
  const whole = style === 'days' || (style === 'short' && left.late)
  const days = whole ? Math.floor(left.minutes / minutesPerDay) : 0
  const shown = { ...left, minutes: days > 0 ? days * minutesPerDay : left.minutes, minutesPerDay }
  return locale === 'vi' ? describeRemaining(shown, style === 'long' ? 'long' : 'short') : inEnglish(shown)
}

function inEnglish({ minutes: all, late, minutesPerDay }: Remaining): string {
  const days = Math.floor(all / minutesPerDay)
  const [hours, minutes] = [Math.floor((all % minutesPerDay) / 60), all % 60]
  const parts = days > 0 ? [`${days} d`, `${hours} h`] : [`${hours} h`, `${minutes} min`]
  const words = parts.filter((part) => !part.startsWith('0 ')).join(' ')
  return `${late ? 'late ' : ''}${words || '0 min'}`
}
