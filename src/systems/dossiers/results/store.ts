import type { Insertable, Selectable } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Connection, Transaction } from '#platform/database/database.ts'
import type { DossiersCorrection, DossiersHandover, DossiersResult } from '#platform/database/tables.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import type { StoredFile } from '#platform/files/accept-upload.ts'
import { newId } from '#platform/ids.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import type { ResultMethod } from '../schema.ts'
import { isId, newPublicToken } from '../store.ts'
import type { Receiver, ResultField, ResultSource, ResultState } from './schema.ts'

/** One version of a result as stored, its closed word lists typed. */
export type ResultVersion = Omit<Selectable<DossiersResult>, 'state' | 'source' | 'content'> & {
  readonly state: ResultState
  readonly source: ResultSource
  readonly content: readonly ResultField[] | null
}
export type Correction = Selectable<DossiersCorrection>
export type Handover = Selectable<DossiersHandover>

/** What a stranger with a paper in his hand is told, who has no page of a dossier to go back to. */
function resultUnknown() {
  return notFound(
    'result.not_found',
    'Tỉnh chưa cấp kết quả nào có mã này. Hãy quét lại mã QR trên giấy; nếu vẫn không thấy thì đừng dùng giấy ấy và gọi tổng đài của tỉnh.',
  )
}

export function resultMissing() {
  return notFound('result.not_found', 'Không tìm thấy kết quả này. Hãy mở lại trang hồ sơ.')
}

function toVersion(row: Selectable<DossiersResult>): ResultVersion {
  return row as unknown as ResultVersion
}

export async function findResult(db: Connection, id: string): Promise<ResultVersion | undefined> {
  if (!isId(id)) return undefined
  const row = await db.selectFrom('dossiers.result').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toVersion(row)
}

/** The version that a QR code leads to. @throws Refusal 404 for a token that was never given */
export async function getResultOfToken(db: Connection, token: string): Promise<ResultVersion> {
  const row = await db
    .selectFrom('dossiers.result')
    .selectAll()
    .where('publicToken', '=', token)
    .executeTakeFirst()
  if (!row) throw resultUnknown()
  return toVersion(row)
}

/** A version of this dossier, held for the transaction; its dossier is locked before. */
export async function lockResult(tx: Transaction, dossierId: string, id: string): Promise<ResultVersion> {
  if (!isId(id)) throw resultMissing()
  const row = await tx
    .selectFrom('dossiers.result')
    .selectAll()
    .where('id', '=', id)
    .where('dossierId', '=', dossierId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw resultMissing()
  return toVersion(row)
}

/** True once the dossier was returned, or, of a leg, once some version of this result was handed over with its whole. */
export async function wasGiven(
  db: Connection,
  result: ResultVersion,
  dossier: { readonly returnedAt: Date | null },
): Promise<boolean> {
  if (dossier.returnedAt || result.handedOverAt) return true
  const line = result.lineId ?? result.id
  const given = await db
    .selectFrom('dossiers.result')
    .select('id')
    .where((eb) => eb.or([eb('lineId', '=', line), eb('id', '=', line)]))
    .where('handedOverAt', 'is not', null)
    .executeTakeFirst()
  return given !== undefined
}

/** All versions of all results of a dossier: the lines in the order of their issue, in each the newest first. */
export async function listResults(db: Connection, dossierId: string): Promise<ResultVersion[]> {
  const rows = await db
    .selectFrom('dossiers.result')
    .selectAll()
    .where('dossierId', '=', dossierId)
    .orderBy('issuedAt')
    .orderBy('version')
    // Of one instant: a key begins with its time.
    .orderBy('id')
    .execute()
  const lines = Map.groupBy(rows.map(toVersion), (row) => row.lineId ?? row.id)
  return [...lines.values()].flatMap((versions) => versions.toReversed())
}

export function listHandovers(db: Connection, dossierId: string): Promise<Handover[]> {
  return db
    .selectFrom('dossiers.handover')
    .innerJoin('dossiers.result', 'dossiers.result.id', 'dossiers.handover.resultId')
    .selectAll('dossiers.handover')
    .where('dossiers.result.dossierId', '=', dossierId)
    .orderBy('at')
    .execute()
}

export function listCorrections(db: Connection, dossierId: string): Promise<Correction[]> {
  return db
    .selectFrom('dossiers.correction')
    .selectAll()
    .where('dossierId', '=', dossierId)
    .orderBy('askedAt')
    .execute()
}

/** An open request of this dossier, held for the transaction. @throws Refusal 404, and 409 when it was decided. */
export async function lockCorrection(tx: Transaction, dossierId: string, id: string): Promise<Correction> {
  if (!isId(id)) throw correctionMissing()
  const row = await tx
    .selectFrom('dossiers.correction')
    .selectAll()
    .where('id', '=', id)
    .where('dossierId', '=', dossierId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw correctionMissing()
  if (row.state === 'open') return row
  throw new Refusal(409, 'correction.decided', 'Đề nghị này đã được trả lời. Hãy tải lại trang.')
}

function correctionMissing() {
  return notFound('correction.not_found', 'Không tìm thấy đề nghị đính chính này.')
}

/** Who decided a request, and when. */
export function decidedBy(ctx: Context) {
  return { decidedBy: ctx.actor.id, decidedByName: ctx.actor.name, decidedAt: ctx.now() }
}

export type NewResult = {
  readonly dossierId: string
  readonly name: string
  readonly number: string
  readonly issuedOn: string
  readonly issuedAt: Date
  readonly signedBy: string
  readonly signerId: string | null
  readonly agencyId: string
  readonly source: ResultSource
  readonly file?: KeptFile | undefined
  readonly content?: readonly ResultField[] | null
  /** The version that it takes the place of. */
  readonly replaces?: ResultVersion | undefined
  readonly copyNumber?: number
  /** Of a paper that was looked at before it was signed: its QR code carries it. */
  readonly publicToken?: string | undefined
}

/** Writes a version and queues what makes its file and has it signed. Returns its id. */
export async function insertResult(tx: Transaction, result: NewResult): Promise<string> {
  const { file, replaces, content, copyNumber, publicToken = newPublicToken(), ...rest } = result
  if (file) await keepFile(tx, file)
  const id = newId()
  const row: Insertable<DossiersResult> = {
    ...rest,
    id,
    fileHash: file?.hash ?? null,
    content: content ? JSON.stringify(content) : null,
    version: (replaces?.version ?? 0) + 1,
    lineId: replaces ? (replaces.lineId ?? replaces.id) : null,
    copyNumber: copyNumber ?? replaces?.copyNumber ?? 0,
    publicToken,
  }
  await tx.insertInto('dossiers.result').values(row).execute()
  await addJob(tx, 'dossier.issue-result', { payload: { resultId: id } })
  return id
}

type KeptFile = Pick<StoredFile, 'hash' | 'size' | 'type'> & { readonly scan?: string }

export async function getFile(db: Connection, hash: string): Promise<KeptFile> {
  return db
    .selectFrom('platform.file')
    .select(['hash', 'size', 'type', 'scan'])
    .where('hash', '=', hash)
    .executeTakeFirstOrThrow()
}

export async function keepFile(tx: Transaction, file: KeptFile): Promise<void> {
  await tx
    .insertInto('platform.file')
    .values(file)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

type Retirement = {
  readonly state: 'replaced' | 'revoked'
  readonly reason: string
  readonly ground?: string
  readonly replacedBy?: string
}

/** A version that may not be relied on any more says since when, why and by whom. */
export async function retireResult(
  tx: Transaction,
  ctx: Context,
  { id, state, reason, ground, replacedBy }: Retirement & { readonly id: string },
): Promise<void> {
  await tx
    .updateTable('dossiers.result')
    .set({
      state,
      changedAt: ctx.now(),
      changeReason: reason,
      changeGround: ground ?? null,
      changedByName: ctx.actor.name,
      replacedBy: replacedBy ?? null,
    })
    .where('id', '=', id)
    .execute()
}

type Handing = { readonly method: ResultMethod; readonly receiver: Receiver }

/** Notes that these versions were handed over, each on its own row. */
export async function insertHandovers(
  tx: Transaction,
  ctx: Context,
  { resultIds, method, receiver }: Handing & { readonly resultIds: readonly string[] },
): Promise<void> {
  const at = ctx.now()
  const { toName, identityNumber, relation, authority, trackingNumber } = receiver
  const officer = ctx.actor.kind === 'officer' ? ctx.actor : undefined
  for (const resultId of resultIds) {
    await tx
      .insertInto('dossiers.handover')
      .values({
        id: newId(),
        resultId,
        at,
        method,
        toName,
        identityNumber: identityNumber ?? null,
        relation: relation ?? null,
        authority: authority ?? null,
        trackingNumber: trackingNumber ?? null,
        officerId: officer?.id ?? null,
        officerName: officer?.name ?? null,
      })
      .execute()
  }
  if (resultIds.length === 0) return
  await tx
    .updateTable('dossiers.result')
    .set({ handedOverAt: at, handedTo: toName, handedMethod: method })
    .where('id', 'in', [...resultIds])
    .where('handedOverAt', 'is', null)
    .execute()
}
