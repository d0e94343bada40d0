import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import { itemName, keepItem, readKinds } from '../../../data-store/index.ts'
import { procedureVersion } from '../../../procedures/index.ts'
import { tellPaper } from '../../actions/attach-paper.ts'
import { appendDossierEvent } from '../../change.ts'
import { mayWork } from '../../policy.ts'
import { isEnd } from '../../rules.ts'
import { type Attachment, type Dossier, isId, lockDossier } from '../../store.ts'
import { queueDigitising } from './digitise-papers.ts'

type Asked = {
  readonly id: string
  readonly attachmentId: string
  /** yyyy-MM-dd, as the paper says; from it the end of its validity follows, where its kind has one. */
  readonly issuedOn?: string | undefined
}

/**
 * Xác nhận bản số hóa: an officer has compared the scan with the paper. It gets the name that TT 01/2023/TT-VPCP gives it
 * and lies in the citizen's data store from now on, if the citizen is known by an identity number.
 */
export async function confirmPaper(ctx: Context, { id, attachmentId, issuedOn }: Asked): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const dossier = await lockDossier(tx, id)
    mayWork(ctx.actor, 'dossier.receive', dossier)
    const attachment = await lockPaper(tx, { id, attachmentId })
    if (attachment.confirmedAt) return
    mustBeRead(attachment)
    const { content } = await procedureVersion(tx, dossier.procedureVersionId)
    const paper = content.papers.find((each) => each.id === attachment.paperId)
    const paperName = paper?.name ?? attachment.name
    const storeItemId = await keep(tx, ctx, { dossier, attachment, paperName, issuedOn })
    await tx
      .updateTable('dossiers.attachment')
      .set({
        name: paper ? itemName(paperName, dossier.applicantName, ctx.now()) : attachment.name,
        confirmedBy: ctx.actor.id,
        confirmedByName: ctx.actor.name,
        confirmedAt: ctx.now(),
        storeItemId,
      })
      .where('id', '=', attachment.id)
      .execute()
    await appendDossierEvent(tx, ctx, {
      before: dossier,
      after: dossier,
      event: {
        name: 'dossier.paper-confirmed',
        purpose: 'Số hóa hồ sơ khi tiếp nhận',
        data: { attachmentId, paperId: attachment.paperId, paperName, stored: storeItemId !== null },
      },
    })
  })
}

function mustBeRead({ digitising }: Attachment): void {
  if (digitising === 'done' || digitising === 'text') return
  const [code, message] =
    digitising === 'failed'
      ? ['paper.not_digitised', 'Bản quét này không đọc được nên chưa xác nhận được. Hãy quét lại.']
      : digitising === null
        ? ['paper.not_scanned', 'Tệp này không phải bản quét của bộ phận một cửa nên không cần xác nhận.']
        : ['paper.being_digitised', 'Bản quét đang được xử lý. Hãy chờ vài giây rồi tải lại trang.']
  throw new Refusal(409, code, message)
}

type Keeping = {
  readonly dossier: Dossier
  readonly attachment: Attachment
  readonly paperName: string
  readonly issuedOn: string | undefined
}

/** Null for an applicant without an identity number of 12 digits: nobody could be told apart by less. */
async function keep(tx: Transaction, ctx: Context, keeping: Keeping): Promise<string | null> {
  const { dossier, attachment, paperName, issuedOn } = keeping
  const identityNumber = dossier.applicantIdentityNumber
  if (!identityNumber || !/^\d{12}$/.test(identityNumber)) return null
  const kinds = await readKinds(tx)
  const item = await keepItem(tx, ctx, {
    owner: { identityNumber, name: dossier.applicantName },
    kind: kinds.ofPaper({ id: attachment.paperId, name: paperName }),
    paperName,
    file: { hash: attachment.fileHash, type: attachment.type, size: attachment.size },
    originalHash: attachment.originalHash,
    source: 'scan',
    sourceId: attachment.id,
    dossier: { id: dossier.id, code: dossier.code, agencyId: dossier.receptionAgencyId },
    ...(issuedOn ? { issuedOn } : {}),
    certified: true,
    simulated: dossier.simulated,
  })
  return item.id
}

/** Số hóa lại: what failed is read once more. */
export async function retryDigitising(ctx: Context, { id, attachmentId }: Asked): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const dossier = await lockDossier(tx, id)
    mayWork(ctx.actor, 'dossier.receive', dossier)
    const { digitising } = await lockPaper(tx, { id, attachmentId })
    if (digitising !== 'failed') {
      throw new Refusal(409, 'paper.not_failed', 'Bản quét này không bị lỗi nên không cần số hóa lại.')
    }
    await tx
      .updateTable('dossiers.attachment')
      .set({ digitising: 'waiting', digitisingFailure: null })
      .where('id', '=', attachmentId)
      .execute()
    await queueDigitising(tx)
  })
}

/** Bỏ bản quét: a wrong or unreadable scan is taken back before anybody confirmed it. */
export async function discardScan(ctx: Context, { id, attachmentId }: Asked): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const dossier = await lockDossier(tx, id)
    mayWork(ctx.actor, 'dossier.receive', dossier)
    const attachment = await lockPaper(tx, { id, attachmentId })
    if (attachment.confirmedAt || attachment.digitising === null || isEnd(dossier.state)) {
      throw new Refusal(
        409,
        'paper.kept',
        'Giấy tờ này đã được xác nhận hoặc do công dân nộp nên không bỏ được.',
      )
    }
    await tx
      .updateTable('dossiers.attachment')
      .set({ removedAt: ctx.now() })
      .where('id', '=', attachmentId)
      .execute()
    await tellPaper(tx, ctx, { dossier, paper: attachment, name: 'dossier.paper-removed' })
  })
}

async function lockPaper(tx: Transaction, { id, attachmentId }: Asked): Promise<Attachment> {
  const found = isId(attachmentId)
    ? await tx
        .selectFrom('dossiers.attachment')
        .selectAll()
        .where('id', '=', attachmentId)
        .where('dossierId', '=', id)
        .where('removedAt', 'is', null)
        .forUpdate()
        .executeTakeFirst()
    : undefined
  if (!found) throw notFound('paper.not_found', 'Không tìm thấy tệp này trong hồ sơ.')
  return found
}
