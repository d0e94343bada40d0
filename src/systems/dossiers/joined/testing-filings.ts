import type { Context } from '#platform/context.ts'
import { attachPaper } from '../actions/attach-paper.ts'
import { saveDraft, startDraft } from '../actions/edit-draft.ts'
import { submitDraft } from '../actions/submit-dossier.ts'
import type { Dossier } from '../store.ts'
import { smallPdf } from '../testing-birth.ts'

type Filing = {
  readonly code: string
  readonly paperId: string
  readonly data: object
  /** The published case that the citizen chooses. */
  readonly caseName?: string
}

/** A complete answer to the joint form of a death: declaration, residence, funeral. */
export const death = {
  code: '2.002622',
  paperId: 'giay-bao-tu-hoac-giay-to-thay-giay-bao-tu',
  data: {
    deceasedName: 'Thạch Văn Bảy',
    deceasedBirthDate: '1941-02-03',
    deceasedSex: 'male',
    deceasedEthnicity: 'khmer',
    deceasedNationality: 'vietnamese',
    lastResidence: 'Ấp Biển Tây A, xã Vĩnh Trạch Đông',
    diedOn: '2024-11-18',
    deathPlace: 'Tại nhà',
    deathCause: 'Tuổi già',
    noticeKind: 'death-notice',
    noticeNumber: '12/GBT',
    noticeIssuer: 'Trạm Y tế xã Vĩnh Trạch Đông',
    benefitGroup: 'over-eighty',
    organiserIs: 'applicant',
    relationship: 'child',
    declaration: true,
  },
}

/** One of the 48 days: 43 at the department, 5 at the office of the committee; filed from 1/7/2025 on. */
export const exploration = {
  code: '1.014466',
  paperId: 'bao-cao-ket-qua-tham-do',
  data: {
    onBehalfOf: 'organisation',
    organisationName: 'Công ty TNHH Cát Biển',
    organisationCode: '1900000001',
    subject: 'Kết quả thăm dò cát biển',
    content: 'Đề nghị công nhận kết quả thăm dò',
    resultBy: 'counter',
    declaration: true,
  },
}

/** Files it as the citizen of the context, with its one paper. */
export async function fileJoined(ctx: Context, { code, paperId, data, caseName }: Filing): Promise<Dossier> {
  const draft = await startDraft(ctx, { procedureCode: code })
  await saveDraft(ctx, { id: draft.id, data: { ...data }, caseName })
  await attachPaper(ctx, { id: draft.id, paperId, name: 'Giấy tờ.pdf', bytes: smallPdf })
  return submitDraft(ctx, { id: draft.id })
}
