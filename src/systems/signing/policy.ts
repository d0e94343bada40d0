import { type Actor, mayUse } from '#platform/permissions.ts'

/** Keys, roots and the queue of papers belong to the administrator of the province. */
export function mayManageSignatures(actor: Actor): void {
  mayUse(actor, 'signature.manage')
}
