import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { requestSigning, type Signer } from '../../signing/index.ts'
import type { Slip } from './store.ts'

/** A slip that was set: its file lies in the store under its hash. */
export type SetSlip = {
  readonly slip: Slip
  readonly file: { readonly hash: string; readonly size: number }
  readonly title: string
  readonly signers: readonly Signer[]
  readonly simulated: boolean
}

/** Makes the file of a numbered slip the one that is signed, once, and asks for the signatures. */
export async function keepSlip(
  tx: Transaction,
  ctx: Context,
  { slip, file, title, signers, simulated }: SetSlip,
): Promise<void> {
  await tx
    .insertInto('platform.file')
    .values({ ...file, type: 'application/pdf' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const free = await tx
    .selectFrom('dossiers.slip')
    .select('id')
    .where('id', '=', slip.id)
    .where('issuedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!free) return
  const signingId = await requestSigning(tx, ctx, {
    kind: 'slip',
    subjectId: slip.dossierId,
    agencyId: slip.agencyId,
    name: title,
    fileHash: file.hash,
    signers,
    simulated,
  })
  await tx
    .updateTable('dossiers.slip')
    .set({ fileHash: file.hash, signingId, issuedAt: ctx.now() })
    .where('id', '=', slip.id)
    .execute()
}
