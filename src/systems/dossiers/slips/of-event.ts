import type { SlipForm } from './templates.ts'

const slips: Readonly<Record<string, readonly SlipForm[]>> = {
  'dossier.received': ['receipt'],
  'dossier.supplement-requested': ['supplement-request'],
  'dossier.refused': ['refusal'],
  'dossier.apologised': ['apology'],
  'dossier.solved': ['control'],
  'dossier.stopped': ['stop-notice', 'control'],
  'dossier.withdrawn': ['control'],
}

/** The slips that are owed when this happens to a dossier: those of the citizen, and the control slip at its end. */
export function slipsOfEvent(name: string): readonly SlipForm[] {
  return Object.hasOwn(slips, name) ? (slips[name] ?? []) : []
}

/** The events that a slip tells of; of the control slip each of the ends that a dossier can have. */
export function eventsOfSlip(form: SlipForm): string[] {
  return Object.keys(slips).filter((name) => slips[name]?.includes(form))
}

type Subject = { readonly receivedAt: Date | null; readonly wholeId: string | null }

/**
 * The control slip follows what was taken in; of a joined dossier there is one for the whole chain, with the rows of its
 * legs.
 */
export function isOwed(form: SlipForm, { receivedAt, wholeId }: Subject): boolean {
  return form !== 'control' || (receivedAt !== null && wholeId === null)
}
