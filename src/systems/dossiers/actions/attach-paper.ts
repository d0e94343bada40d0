import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import { acceptUpload, type StoredFile } from '#platform/files/accept-upload.ts'
import { newId } from '#platform/ids.ts'
import { normalise } from '#platform/text/index.ts'
import type { Item } from '../../data-store/index.ts'
import { procedureVersion } from '../../procedures/index.ts'
import { appendDossierEvent } from '../change.ts'
import { queueDigitising } from '../papers/actions/digitise-papers.ts'
import { mayAddPapers } from '../policy.ts'
import { isEnd } from '../rules.ts'
import {
  type Attachment,
  type Dossier,
  dossierMissing,
  findDossier,
  isId,
  listAttachments,
  lockDossier,
} from '../store.ts'
import { countUp, lockDraft } from './edit-draft.ts'

type Upload = {
  /** A draft or a dossier. */
  readonly id: string
  readonly paperId: string
  readonly name: string
  readonly bytes: Uint8Array
}

const MAX_PAPERS = 60

/** What a citizen brings to one draft or dossier, with what he took back while its bytes still lie on the disk. */
const MAX_BYTES = 300 * 1024 * 1024
const KEPT_MS = 7 * 24 * 3_600_000

/**
 * Đính kèm giấy tờ: the bytes are checked, stripped and on disk before the row that names them is written. Who may is asked
 * first, so that a stranger's bytes never come to the disk, and again with the row, for the check may take seconds.
 */
export async function attachPaper(ctx: Context, { id, paperId, name, bytes }: Upload): Promise<Attachment> {
  await ctx.db.transaction().execute(async (tx) => {
    await mayAttach(tx, ctx, id)
    await mustHaveRoom(tx, ctx, { id, coming: bytes.length })
  })
  const file = await acceptUpload(ctx.files, bytes)
  return ctx.db.transaction().execute(async (tx) => {
    const dossier = await mayAttach(tx, ctx, id)
    if (dossier) return addPaper(tx, ctx, { dossier, paperId, name, file })
    await countUp(tx, ctx, id)
    return insertPaper(tx, ctx, { id, paperId, name, file })
  })
}

/** Adds a paper to a dossier that is locked, for whoever may, and says so in its history. */
export async function addPaper(
  tx: Transaction,
  ctx: Context,
  { dossier, ...paper }: CheckedPaper & { readonly dossier: Dossier },
): Promise<Attachment> {
  const added = await insertPaper(tx, ctx, { id: dossier.id, ...paper })
  await tellPaper(tx, ctx, { dossier, paper: added, name: 'dossier.paper-added' })
  return added
}

type Telling = {
  readonly dossier: Dossier
  readonly paper: Pick<Attachment, 'id' | 'paperId'>
  readonly name: 'dossier.paper-added' | 'dossier.paper-removed'
}

/** The log has the name that the procedure gives the paper; that of the file may be a person's, and stays outside. */
export async function tellPaper(tx: Transaction, ctx: Context, telling: Telling): Promise<void> {
  const { dossier, paper, name } = telling
  const { content } = await procedureVersion(tx, dossier.procedureVersionId)
  const askedFor = paper.paperId.replace(/^bo-sung-\d+-/, '')
  const paperName = content.papers.find(({ id }) => id === askedFor)?.name ?? null
  const data = { attachmentId: paper.id, paperId: paper.paperId, paperName }
  await appendDossierEvent(tx, ctx, { before: dossier, after: dossier, event: { name, data } })
}

type Room = { readonly id: string; readonly coming: number }

async function mustHaveRoom(tx: Transaction, ctx: Context, { id, coming }: Room): Promise<void> {
  const onDisk = new Date(ctx.now().getTime() - KEPT_MS)
  const { held, bytes } = await tx
    .selectFrom('dossiers.attachment')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('removedAt', 'is', null).as('held'),
      eb.cast<number>(eb.fn.coalesce(eb.fn.sum('size'), eb.lit(0)), 'float8').as('bytes'),
    ])
    .where('dossierId', '=', id)
    .where((eb) => eb.or([eb('removedAt', 'is', null), eb('removedAt', '>', onDisk)]))
    .executeTakeFirstOrThrow()
  if (held >= MAX_PAPERS)
    throw new Refusal(
      422,
      'paper.too_many',
      `Mỗi hồ sơ tối đa ${MAX_PAPERS} tệp. Hãy gộp các trang vào một tệp PDF.`,
    )
  if (ctx.actor.kind === 'citizen' && bytes + coming > MAX_BYTES)
    throw new Refusal(
      422,
      'paper.too_large',
      'Giấy tờ của hồ sơ này vượt quá 300 MB, kể cả tệp vừa gỡ bỏ trong tuần. Hãy chụp nhỏ hơn hoặc chờ một tuần rồi gửi tiếp.',
    )
}

/** A paper whose bytes are checked and on disk already. */
export type CheckedPaper = Omit<Upload, 'bytes' | 'id'> & {
  readonly file: StoredFile
  /** The item of the data store that it is taken from. */
  readonly reused?: Pick<Item, 'id' | 'source'>
}

/**
 * Writes the row of a paper; who may attach it has been asked, and the draft or dossier is locked. What an officer scans is
 * digitised by a job; what a citizen files is a file already, and what comes from the data store was digitised before
 * (TT 03/2025/TT-VPCP Điều 5). It tells nothing: what is filed with a dossier is told by the filing.
 */
export async function insertPaper(
  tx: Transaction,
  ctx: Context,
  { id, paperId, name, file, reused }: CheckedPaper & { readonly id: string },
): Promise<Attachment> {
  await mustHaveRoom(tx, ctx, { id, coming: file.size })
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
      id: newId(),
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
    const dossier = await mayAttach(tx, ctx, id)
    if (!dossier) throw dossierMissing()
    const held = await listAttachments(tx, id)
    for (const { paperId, name, file } of papers) {
      if (
        held.some(
          (each) => each.paperId === paperId && [each.fileHash, each.originalHash].includes(file.hash),
        )
      )
        continue
      held.push(await addPaper(tx, ctx, { dossier, paperId, name, file }))
    }
  })
}

/** Takes back a paper that was added; what a dossier had stays on file, marked, and its history says so. */
export async function removePaper(
  ctx: Context,
  { id, attachmentId }: { id: string; attachmentId: string },
): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const dossier = await mayAttach(tx, ctx, id)
    if (!isId(attachmentId)) throw paperMissing()
    const removed = await tx
      .updateTable('dossiers.attachment')
      .set({ removedAt: ctx.now() })
      .where('id', '=', attachmentId)
      .where('dossierId', '=', id)
      .where('addedBy', '=', ctx.actor.id)
      .where('removedAt', 'is', null)
      .returning(['id', 'paperId'])
      .executeTakeFirst()
    if (!removed) throw paperMissing()
    if (dossier) await tellPaper(tx, ctx, { dossier, paper: removed, name: 'dossier.paper-removed' })
    else await countUp(tx, ctx, id)
  })
}

function paperMissing(): Refusal {
  return notFound('paper.not_found', 'Không tìm thấy tệp này trong hồ sơ.')
}

/**
 * To one's own draft always; to a dossier the citizen while he is asked, officers who work on it while it is open. Locks
 * either, so that no paper comes or goes beside what hands them in; the dossier is answered, null is a draft.
 */
export async function mayAttach(tx: Transaction, ctx: Context, id: string): Promise<Dossier | null> {
  if (!(await findDossier(tx, id))) {
    await lockDraft(tx, ctx, id)
    return null
  }
  const dossier = await lockDossier(tx, id)
  if (ctx.actor.kind === 'citizen') {
    if (dossier.accountId !== ctx.actor.id) throw dossierMissing()
    if (dossier.state !== 'awaiting-supplement' || dossier.suppliedAt) {
      throw new Refusal(409, 'paper.not_asked', 'Hồ sơ không chờ bổ sung nên chưa nhận thêm giấy tờ.')
    }
    return dossier
  }
  if (!mayAddPapers(ctx.actor, dossier)) throw dossierMissing()
  if (isEnd(dossier.state))
    throw new Refusal(409, 'dossier.closed', 'Hồ sơ đã kết thúc, không thêm giấy tờ được nữa.')
  return dossier
}
