import { randomUUID } from 'node:crypto'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import { acceptUpload } from '#platform/files/accept-upload.ts'
import { holds } from '#platform/permissions.ts'
import { normalise } from '#platform/text/index.ts'
import { agenciesOf } from '../policy.ts'
import { isEnd } from '../rules.ts'
import { type Attachment, dossierMissing, findDossier, isId } from '../store.ts'
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
    await tx
      .insertInto('platform.file')
      .values(file)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
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
      })
      .returningAll()
      .executeTakeFirstOrThrow()
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

/** To one's own draft always; to a dossier the citizen while he is asked, officers of its agencies while it is open. */
async function mayAttach(tx: Transaction, ctx: Context, id: string): Promise<void> {
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
  if (!agenciesOf(dossier).some((agencyId) => holds(ctx.actor, 'dossier.read', agencyId)))
    throw dossierMissing()
  if (isEnd(dossier.state))
    throw new Refusal(409, 'dossier.closed', 'Hồ sơ đã kết thúc, không thêm giấy tờ được nữa.')
}
