import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import { acceptUpload, type StoredFile } from '#platform/files/accept-upload.ts'
import { normalise } from '#platform/text/index.ts'
import type { Item } from '../../data-store/index.ts'
import { queueDigitising } from '../papers/actions/digitise-papers.ts'
import { mayAddPapers } from '../policy.ts'
import { isEnd } from '../rules.ts'
import { type Attachment, dossierMissing, findDossier, isId, listAttachments } from '../store.ts'
import { lockDraft } from './edit-draft.ts'

type Upload = {
  /** A draft or a dossier. */
  readonly id: string
  readonly paperId: string
  readonly name: string
  readonly bytes: Uint8Array
}

const MAX_PAPERS = 60

/** Đính kèm giấy tờ: the bytes are checked, stripped and on disk before the row that names them is written. */
export async function attachPaper(ctx: Context, { id, paperId, name, bytes }: Upload): Promise<Attachment> {
  const file = await acceptUpload(ctx.files, bytes)
  return ctx.db.transaction().execute(async (tx) => {
    await mayAttach(tx, ctx, id)
    const { held } = await tx
      .selectFrom('dossiers.attachment')
      .select((eb) => eb.fn.countAll<number>().as('held'))
      .where('dossierId', '=', id)
      .where('removedAt', 'is', null)
      .executeTakeFirstOrThrow()
    if (held >= MAX_PAPERS) {
      throw new Refusal(
        422,
        'paper.too_many',
        `Mỗi hồ sơ tối đa ${MAX_PAPERS} tệp. Hãy gộp các trang vào một tệp PDF.`,
      )
    }
    return insertPaper(tx, ctx, { id, paperId, name, file })
  })
}

/** A paper whose bytes are checked and on disk already. */
export type CheckedPaper = Omit<Upload, 'bytes' | 'id'> & {
  readonly file: StoredFile
  /** The item of the data store that it is taken from. */
  readonly reused?: Pick<Item, 'id' | 'source'>
}

/**
 * Writes the row of a paper; who may attach it has been asked. What an officer scans is digitised by a job; what a citizen
 * files is a file already, and what comes from the data store was digitised before (TT 03/2025/TT-VPCP Điều 5).
 */
export async function insertPaper(
  tx: Transaction,
  ctx: Context,
  { id, paperId, name, file, reused }: CheckedPaper & { readonly id: string },
): Promise<Attachment> {
  const scanned = ctx.actor.kind === 'officer' && !reused
  await tx
    .insertInto('platform.file')
    .values(file)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if (scanned) await queueDigitising(tx)
  return tx
    .insertInto('dossiers.attachment')
    .values({
      id: randomUUID(),
      dossierId: id,
      paperId,
      name: normalise(name).slice(0, 200),
      fileHash: file.hash,
      type: file.type,
      size: file.size,
      addedBy: ctx.actor.id,
      addedAt: ctx.now(),
      ...(scanned ? { digitising: 'waiting' } : {}),
      ...(reused ? { reusedFrom: reused.id, reusedSource: reused.source } : {}),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Attaches what the dossier does not hold yet, so that a second press of the button adds nothing. */
export async function attachMissing(
  ctx: Context,
  id: string,
  papers: readonly CheckedPaper[],
): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`papers:${id}`}))`.execute(tx)
    await mayAttach(tx, ctx, id)
    const held = await listAttachments(tx, id)
    for (const { paperId, name, file } of papers) {
      if (
        held.some(
          (each) => each.paperId === paperId && [each.fileHash, each.originalHash].includes(file.hash),
        )
      )
        continue
      held.push(await insertPaper(tx, ctx, { id, paperId, name, file }))
    }
  })
}

/** Takes back a paper that was added; what was handed in with a dossier stays on file, marked. */
export async function removePaper(
  ctx: Context,
  { id, attachmentId }: { id: string; attachmentId: string },
): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    await mayAttach(tx, ctx, id)
    if (!isId(attachmentId)) throw paperMissing()
    const removed = await tx
      .updateTable('dossiers.attachment')
      .set({ removedAt: ctx.now() })
      .where('id', '=', attachmentId)
      .where('dossierId', '=', id)
      .where('addedBy', '=', ctx.actor.id)
      .where('removedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!removed) throw paperMissing()
  })
}

function paperMissing(): Refusal {
  return notFound('paper.not_found', 'Không tìm thấy tệp này trong hồ sơ.')
}

/** To one's own draft always; to a dossier the citizen while he is asked, officers who work on it while it is open. */
export async function mayAttach(tx: Transaction, ctx: Context, id: string): Promise<void> {
  const dossier = await findDossier(tx, id)
  if (!dossier) {
    await lockDraft(tx, ctx, id)
    return
  }
  if (ctx.actor.kind === 'citizen') {
    if (dossier.accountId !== ctx.actor.id) throw dossierMissing()
    if (dossier.state !== 'awaiting-supplement') {
      throw new Refusal(409, 'paper.not_asked', 'Hồ sơ không chờ bổ sung nên chưa nhận thêm giấy tờ.')
    }
    return
  }
  if (!mayAddPapers(ctx.actor, dossier)) throw dossierMissing()
  if (isEnd(dossier.state))
    throw new Refusal(409, 'dossier.closed', 'Hồ sơ đã kết thúc, không thêm giấy tờ được nữa.')
}
