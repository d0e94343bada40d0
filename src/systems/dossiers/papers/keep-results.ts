import { randomUUID } from 'node:crypto'
import type { Context, Services } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import type { Reader } from '#platform/events/readers.ts'
import { systemActor } from '#platform/permissions.ts'
import { endItemOf, type Kinds, keepItem, readKinds, suspendItemOf } from '../../data-store/index.ts'
import { findLoss } from '../../signing/index.ts'
import { signedHashOf } from '../slips/signed-file.ts'
import { dossiersOf } from './concerned.ts'

const NAME = 'dossiers.keep-results'

/**
 * A result that was handed over goes into the data store of its applicant, so that no procedure asks for it again (NĐ
 * 107/2021/NĐ-CP, NĐ 45/2020/NĐ-CP Điều 16): with its signatures as soon as it has them, not while they are lost, and no longer
 * once it was corrected, issued again or revoked. Simulated dossiers have no papers to keep.
 */
export function resultKeeper(services: Services): Reader {
  return {
    name: NAME,
    names: [
      'dossier.returned',
      'result.handed-over',
      'result.corrected',
      'result.reissued',
      'result.revoked',
      'document.signed',
      'document.completed',
      'document.renewed',
      'document.signature-lost',
    ],
    realOnly: true,
    async handle(tx, events) {
      const ids = [...new Set(events.flatMap(dossiersOf))]
      if (ids.length === 0) return
      const ctx = { ...services, actor: systemActor(`reader:${NAME}`), requestId: randomUUID() }
      await keepResultsOf(tx, ctx, ids)
    },
  }
}

/** Only a file can be kept, and only for somebody who is told apart by an identity number. */
async function keepResultsOf(tx: Transaction, ctx: Context, dossierIds: readonly string[]): Promise<void> {
  const rows = await resultsOf(tx, dossierIds)
  if (rows.length === 0) return
  const kinds = await readKinds(tx)
  for (const row of rows.filter(({ state }) => state !== 'valid')) {
    await endItemOf(tx, ctx, {
      sourceId: row.id,
      state: row.state === 'revoked' ? 'revoked' : 'replaced',
      reason: row.changeReason ?? 'Kết quả không còn giá trị',
    })
  }
  for (const row of rows.filter(({ state }) => state === 'valid')) await keepResult(tx, ctx, { row, kinds })
}

function resultsOf(tx: Transaction, dossierIds: readonly string[]) {
  return tx
    .selectFrom('dossiers.result as result')
    .innerJoin('dossiers.dossier as dossier', 'dossier.id', 'result.dossierId')
    .select([
      'result.id',
      'result.name',
      'result.number',
      'result.issuedOn',
      'result.state',
      'result.changeReason',
      'result.signingId',
      'result.fileHash',
      'dossier.id as dossierId',
      'dossier.code',
      'dossier.agencyId',
      'dossier.applicantName',
      'dossier.applicantIdentityNumber as identityNumber',
      'dossier.simulated',
    ])
    .where('result.dossierId', 'in', [...dossierIds])
    .where('result.handedOverAt', 'is not', null)
    .where('result.fileHash', 'is not', null)
    .where('dossier.applicantIdentityNumber', '~', '^[0-9]{12}$')
    .execute()
}

type Kept = Awaited<ReturnType<typeof resultsOf>>[number]

async function keepResult(
  tx: Transaction,
  ctx: Context,
  { row, kinds }: { row: Kept; kinds: Kinds },
): Promise<void> {
  const loss = row.signingId === null ? undefined : await findLoss(tx, row.signingId)
  if (loss !== undefined) return suspendItemOf(tx, ctx, { sourceId: row.id, reason: loss })
  const hash = (await signedHashOf(tx, row.signingId)) ?? row.fileHash
  if (row.identityNumber === null || hash === null) return
  const file = await fileOf(tx, ctx, hash)
  await keepItem(tx, ctx, {
    owner: { identityNumber: row.identityNumber, name: row.applicantName },
    kind: kinds.ofResult(row.name),
    paperName: row.name,
    file,
    source: 'result',
    sourceId: row.id,
    dossier: { id: row.dossierId, code: row.code, agencyId: row.agencyId },
    number: row.number,
    issuedOn: row.issuedOn,
    simulated: row.simulated,
  })
}

/** The row of a file; signed bytes have none of their own, they are measured and get one. */
async function fileOf(tx: Transaction, ctx: Context, hash: string) {
  const known = await tx
    .selectFrom('platform.file')
    .select(['hash', 'type', 'size'])
    .where('hash', '=', hash)
    .executeTakeFirst()
  if (known) return known
  const file = { hash, type: 'application/pdf', size: await ctx.files.size(hash) }
  await tx
    .insertInto('platform.file')
    .values(file)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return file
}
