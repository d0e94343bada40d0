import { addWorkingMinutes, type WorkingCalendar, workingMinutesBetween } from '#platform/calendar/index.ts'
import type { Outcome, Step } from './schema.ts'
import type { Dossier } from './store.ts'

type Solved = {
  readonly step: Step
  readonly index: number
  /** The desk at which it waits to be fetched. */
  readonly agencyId: string
  readonly outcome: Outcome | null
  readonly resultName: string
  readonly resultNumber: string
  readonly calendar: WorkingCalendar
  readonly now: Date
}

/** What becomes of a dossier, or of the whole of a joined one, that has its result: it waits, with nobody, to be fetched. */
export function solvedAt(dossier: Dossier, solved: Solved) {
  const { step, index, agencyId, outcome, resultName, resultNumber, calendar, now } = solved
  const workingMinutes = dossier.receivedAt && workingMinutesBetween(calendar, dossier.receivedAt, now)
  return {
    set: {
      state: 'solved',
      finishedAt: now,
      outcome,
      resultNumber,
      deskAgencyId: agencyId,
      stepIndex: index,
      stepName: step.name,
      stepRole: step.role,
      stepStartedAt: now,
      stepDueAt: addWorkingMinutes(calendar, now, 0),
      assigneeId: null,
      assigneeName: null,
    },
    event: {
      name: 'dossier.solved',
      purpose: 'Giải quyết hồ sơ',
      data: { outcome, resultName, resultNumber, workingMinutes },
    },
  } as const
}
