import type { StateName } from '#web/components/badge/states.ts'

/** From when to when a version holds; days are yyyy-MM-dd, `validTo` the last one. */
export type Period = { readonly validFrom: string; readonly validTo: string | null }

/** Whether a version holds today, as a word of the messages and a colour. */
export type ValidityState = {
  readonly name: 'inForce' | 'coming' | 'ended'
  readonly colour: StateName
}

/** In force today, coming, or ended. */
export function stateOf({ validFrom, validTo }: Period, today: string): ValidityState {
  if (validTo !== null && validTo < today) return { name: 'ended', colour: 'stale' }
  return validFrom > today ? { name: 'coming', colour: 'info' } : { name: 'inForce', colour: 'ok' }
}
