import type { StateName } from '#web/components/badge/states.ts'
import type { DossierState } from '../schema.ts'

/** How each state looks, the same on the portal and at the desk; the words beside it differ. */
export const stateLooks: Readonly<Record<DossierState, StateName>> = {
  registered: 'info',
  received: 'info',
  refused: 'late',
  processing: 'info',
  'awaiting-supplement': 'paused',
  'awaiting-payment': 'paused',
  withdrawn: 'done',
  stopped: 'late',
  solved: 'ok',
  returned: 'done',
}

/** A leg of a joined dossier may also not have begun, or have been left out. */
export const legLooks: Readonly<Record<DossierState | 'todo' | 'dropped', StateName>> = {
  ...stateLooks,
  // Nothing of a leg is left to be fetched by itself: its result is there for good.
  returned: 'ok',
  todo: 'done',
  dropped: 'late',
}
