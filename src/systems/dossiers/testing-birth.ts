import type { Context } from '#platform/context.ts'
import { attachPaper } from './actions/attach-paper.ts'
import { saveDraft, startDraft } from './actions/edit-draft.ts'
import { submitDraft } from './actions/submit-dossier.ts'
import type { Dossier } from './store.ts'

/** A complete answer to the birth registration form by a mother or father; a test changes what it is about. */
export const birthAnswers = {
  childName: 'Thạch Minh Khôi',
  childBirthDate: '2024-11-12',
  childSex: 'male',
  childEthnicity: 'khmer',
  childNationality: 'vietnamese',
  birthPlaceKind: 'health-facility',
  birthPlace: 'Bệnh viện Đa khoa tỉnh Bạc Liêu',
  childHometown: 'Xã Vĩnh Trạch Đông, thành phố Bạc Liêu, tỉnh Bạc Liêu',
  motherIs: 'unknown',
  fatherIs: 'applicant',
  relationship: 'father',
  declaration: true,
} as const

/** The smallest PDF that its type is recognised by. */
export const smallPdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
)

/** Files a birth registration as the citizen of the context, with its one paper. */
export async function fileBirth(ctx: Context): Promise<Dossier> {
  const draft = await startDraft(ctx, { procedureCode: '1.001193' })
  await saveDraft(ctx, { id: draft.id, data: birthAnswers })
  const paperId = 'giay-chung-sinh-hoac-van-ban-cua-nguoi-lam-chung'
  await attachPaper(ctx, { id: draft.id, paperId, name: 'Giấy chứng sinh.pdf', bytes: smallPdf })
  return submitDraft(ctx, { id: draft.id })
}
