import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { notFound } from '#platform/errors.ts'
import { type Item, takeItem } from '../../../data-store/index.ts'
import { type PaperRow, procedureVersion } from '../../../procedures/index.ts'
import { insertPaper, mayAttach } from '../../actions/attach-paper.ts'
import { countUp, getDraft } from '../../actions/edit-draft.ts'
import { appendDossierEvent } from '../../change.ts'
import type { Attachment, Dossier } from '../../store.ts'

export type Reuse = { readonly paperId: string; readonly itemId: string }

/**
 * Dùng lại giấy tờ đã có trong kho: the paper is attached by its content, nothing is copied. By the citizen to a draft, by an
 * officer of reception to a dossier, each with the purpose in the log of the store. Twice the same is once.
 */
export async function reusePaper(
  ctx: Context,
  { id, ...reuse }: Reuse & { id: string },
): Promise<Attachment> {
  return ctx.db.transaction().execute(async (tx) => {
    const dossier = await mayAttach(tx, ctx, id)
    if (dossier) return reuseInDossier(tx, ctx, { dossier, ...reuse })
    const before = await findReused(tx, { id, ...reuse })
    if (before) return before
    const draft = await getDraft(tx, ctx, id)
    await countUp(tx, ctx, id)
    const identityNumber = ctx.actor.kind === 'citizen' ? ctx.actor.identityNumber : ''
    const { content } = await procedureVersion(tx, draft.procedureVersionId)
    const purpose = `Nộp trong hồ sơ “${content.shortName}”`
    return attach(tx, ctx, { id, paper: paperOf(content.papers, reuse), ...reuse, identityNumber, purpose })
  })
}

/** The same inside the transaction that enters the dossier at the counter. */
export async function reuseInDossier(
  tx: Transaction,
  ctx: Context,
  { dossier, ...reuse }: Reuse & { readonly dossier: Dossier },
): Promise<Attachment> {
  const { content } = await procedureVersion(tx, dossier.procedureVersionId)
  const paper = paperOf(content.papers, reuse)
  const before = await findReused(tx, { id: dossier.id, ...reuse })
  if (before) return before
  const attached = await attach(tx, ctx, {
    id: dossier.id,
    paper,
    ...reuse,
    identityNumber: dossier.applicantIdentityNumber ?? '',
    purpose: `Giải quyết hồ sơ ${dossier.code}`,
    agencyId: dossier.agencyId,
  })
  await appendDossierEvent(tx, ctx, {
    before: dossier,
    after: dossier,
    event: {
      name: 'dossier.paper-reused',
      purpose: 'Dùng lại giấy tờ trong kho của công dân',
      data: { attachmentId: attached.id, paperId: paper.id, paperName: paper.name, itemId: reuse.itemId },
    },
  })
  return attached
}

function paperOf(papers: readonly PaperRow[], { paperId }: Reuse): PaperRow {
  const paper = papers.find((each) => each.id === paperId)
  if (!paper) throw notFound('paper.not_found', 'Thủ tục không có giấy tờ này. Hãy tải lại trang.')
  return paper
}

type Attaching = Reuse & {
  readonly id: string
  readonly paper: PaperRow
  readonly identityNumber: string
  readonly purpose: string
  readonly agencyId?: string
}

function findReused(
  tx: Transaction,
  { id, paperId, itemId }: Reuse & { readonly id: string },
): Promise<Attachment | undefined> {
  return tx
    .selectFrom('dossiers.attachment')
    .selectAll()
    .where('dossierId', '=', id)
    .where('paperId', '=', paperId)
    .where('reusedFrom', '=', itemId)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
}

async function attach(tx: Transaction, ctx: Context, attaching: Attaching): Promise<Attachment> {
  const { id, paper, itemId, identityNumber, purpose, agencyId } = attaching
  const item: Item = await takeItem(tx, ctx, {
    itemId,
    paper,
    owner: { identityNumber },
    dossierId: id,
    purpose,
    agencyId,
  })
  const file = { hash: item.fileHash, type: item.type, size: item.size, scan: 'none' }
  return insertPaper(tx, ctx, { id, paperId: paper.id, name: item.name, file, reused: item })
}
