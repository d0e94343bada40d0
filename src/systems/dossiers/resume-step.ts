import type { Clock, WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { planOf } from './plan.ts'
import { stepDueAfterWait } from './rules.ts'
import { type Dossier, type DossierChange, moveStageDue } from './store.ts'

type Resumption = Pick<Context, 'recall'> & {
  readonly calendar: WorkingCalendar
  /** The clock as it goes on; null when nothing was promised. */
  readonly clock: Clock | null
  readonly at: Date
  readonly mode: 'continue' | 'restart'
}

/** Moves the end of the present step past a wait, on the stay and as a change of the dossier: nobody worked meanwhile. */
export async function resumeStep(
  tx: Transaction,
  dossier: Dossier,
  { calendar, recall, ...going }: Resumption,
): Promise<Pick<DossierChange, 'stepDueAt'>> {
  if (dossier.stepDueAt === null) return {}
  const { steps } = await planOf({ recall }, dossier)
  const minutes = steps[dossier.stepIndex]?.minutes ?? null
  const step = { minutes, dueAt: dossier.stepDueAt, clock: dossier.clock }
  const stepDueAt = stepDueAfterWait(calendar, step, going)
  await moveStageDue(tx, dossier.id, stepDueAt)
  return { stepDueAt }
}
