import { localDate } from '#platform/calendar/index.ts'
import { groundInFull } from '../../procedures/index.ts'
import { apologyTimes } from '../apology/rules.ts'
import { alarmKey } from '../change.ts'
import { awaitsAnswer, dueSoonAt, firstAnswerDue, isEnd, isRunning } from '../rules.ts'
import { change, closeStage, type Life } from './life.ts'

/** A job that still has to ring for a dossier that came here alive. */
export type PendingAlarm = {
  readonly task:
    | 'dossier.mark-overdue'
    | 'dossier.mark-due-soon'
    | 'dossier.mark-first-answer-late'
    | 'dossier.close-unsupplied'
    | 'dossier.draft-apology'
  readonly runAt: Date
  readonly key: string
  readonly payload: Readonly<Record<string, string>>
}

function bell(task: string) {
  return { kind: 'system', id: `job:${task}`, name: 'Hệ thống' } as const
}

/**
 * Time is an actor in the past too: what would have rung before `until` has rung, at its own minute. Called before each
 * moment, and with `last` when nothing more is known: only then is a dossier closed for want of its supplement.
 */
export function ringUntil(life: Life, until: Date, last = false): void {
  const { row, calendar, terms } = life
  if (isEnd(row.state) || row.state === 'solved') return
  if (row.state === 'registered' && row.channel === 'online' && !answeredLate(life)) {
    const at = firstAnswerDue(calendar, row.submittedAt, terms)
    const by = bell('dossier.mark-first-answer-late')
    if (at < until) change(life, { name: 'dossier.first-answer-late', at, by, data: {} })
  }
  ringPromise(life, until)
  const request = life.requests.at(-1)
  if (
    last &&
    row.state === 'awaiting-supplement' &&
    !row.suppliedAt &&
    request &&
    request.answerDueAt < until
  ) {
    closeUnsupplied(life, request.answerDueAt)
  }
}

function answeredLate({ events }: Life): boolean {
  return events.some((event) => event.name === 'dossier.first-answer-late')
}

function ringPromise(life: Life, until: Date): void {
  const { row, calendar, terms } = life
  if (!isRunning(row.state) || !row.promisedAt || !row.clock) return
  const soon = row.dueSoonAt ?? dueSoonAt(calendar, row.clock, terms)
  if (!row.dueSoonAt && soon < until) {
    // A dossier that came to its term by hand may have been warned before it ran: the event never precedes another.
    const latest = life.events.at(-1)?.at ?? soon
    const at = soon < latest ? latest : soon
    change(life, {
      name: 'dossier.due-soon',
      at,
      by: bell('dossier.mark-due-soon'),
      set: { dueSoonAt: at },
      data: {},
    })
  }
  if (!row.overdueAt && row.promisedAt < until) {
    const latest = life.events.at(-1)?.at ?? row.promisedAt
    const at = row.promisedAt < latest ? latest : row.promisedAt
    const set = { overdueAt: row.promisedAt }
    change(life, { name: 'dossier.overdue', at, by: bell('dossier.mark-overdue'), set, data: {} })
  }
}

function closeUnsupplied(life: Life, at: Date): void {
  const reason = 'Quá thời hạn bổ sung mà chưa nhận được giấy tờ. Bạn có thể nộp hồ sơ mới bất cứ lúc nào.'
  closeStage(life, { at, note: reason })
  const set = { state: 'stopped', closedAt: at, closingReason: reason } as const
  const data = { reason, legalGround: groundInFull(life.unsuppliedGroundOn(localDate(at)), life.terms) }
  change(life, { name: 'dossier.stopped', at, by: bell('dossier.close-unsupplied'), set, data })
}

/** What has yet to ring, as the actions would have queued it. */
export function pendingAlarms(life: Life): PendingAlarm[] {
  const { row, calendar, terms, requests } = life
  const { id } = row
  if (row.state === 'registered' && row.channel === 'online') {
    if (answeredLate(life)) return []
    const runAt = firstAnswerDue(calendar, row.submittedAt, terms)
    return [{ task: 'dossier.mark-first-answer-late', runAt, key: alarmKey.firstAnswer(id), payload: { id } }]
  }
  if (row.state === 'awaiting-supplement' && awaitsAnswer(row)) {
    const key = alarmKey.firstAnswer(id)
    return [{ task: 'dossier.mark-first-answer-late', runAt: row.dueAt, key, payload: { id } }]
  }
  const request = requests.at(-1)
  if (row.state === 'awaiting-supplement' && request && !row.suppliedAt) {
    const { answerDueAt: runAt } = request
    return [{ task: 'dossier.close-unsupplied', runAt, key: alarmKey.supplement(id), payload: { id } }]
  }
  if (!isRunning(row.state) || !row.promisedAt || !row.clock) return []
  const payload = { id, promisedAt: row.promisedAt.toISOString() }
  const alarms: PendingAlarm[] = []
  if (!row.overdueAt || row.overdueAt < row.promisedAt) {
    const runAt = row.promisedAt
    alarms.push({ task: 'dossier.mark-overdue', runAt, key: alarmKey.overdue(id), payload })
  }
  if (!row.overdueAt || row.overdueAt < row.promisedAt) {
    const running = { startsAt: row.clock.startsAt, dueAt: row.promisedAt }
    const runAt = apologyTimes(calendar, running, terms).draftAt
    alarms.push({ task: 'dossier.draft-apology', runAt, key: alarmKey.apology(id), payload })
  }
  if (!row.dueSoonAt) {
    const runAt = dueSoonAt(calendar, row.clock, terms)
    alarms.push({ task: 'dossier.mark-due-soon', runAt, key: alarmKey.dueSoon(id), payload })
  }
  return alarms
}
