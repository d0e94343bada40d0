import type { Context } from '#platform/context.ts'
import { paperPicture, paperText, scanOf } from '#platform/digitising/testing/paper.ts'
import { acceptUpload } from '#platform/files/accept-upload.ts'
import { registerAtCounter } from '../actions/submit-dossier.ts'
import type { Dossier } from '../store.ts'
import { birthAnswers } from '../testing-birth.ts'
import type { Reuse } from './actions/reuse-paper.ts'

export const birthPaper = 'giay-chung-sinh-hoac-van-ban-cua-nguoi-lam-chung'

/** A sheet of few lines that lay askew on the scanner of a desk. */
export async function askewScan(): Promise<Buffer> {
  return scanOf(await paperPicture(200, paperText.slice(0, 6)), 3)
}

const applicant = { name: 'Thạch Sô Rinh', identityNumber: '095000000002', phone: '0900000002' }

type Brought = {
  readonly bytes?: Uint8Array
  readonly reuses?: readonly Reuse[]
  readonly applicant?: typeof applicant
}

/** A father comes to the desk to register a birth, with a paper or without, as the store has it. */
export async function birthAtCounter(ctx: Context, brought: Brought): Promise<Dossier> {
  const file = brought.bytes && (await acceptUpload(ctx.files, brought.bytes))
  return registerAtCounter(ctx, {
    procedureCode: '1.001193',
    areaCode: '31837',
    applicant: brought.applicant ?? applicant,
    data: { ...birthAnswers, ...aboutApplicant },
    channel: 'direct',
    resultMethod: 'counter',
    papers: file ? [{ paperId: birthPaper, name: 'quet-0001.jpg', file }] : [],
    reuses: brought.reuses ?? [],
  })
}

const aboutApplicant = {
  applicantName: 'Thạch Sô Rinh',
  applicantIdentityNumber: '095000000002',
  applicantBirthDate: '1988-11-02',
  applicantSex: 'male',
  applicantEthnicity: 'khmer',
  applicantAddress: 'Ấp Biển Tây A, xã Vĩnh Trạch Đông, thành phố Bạc Liêu',
  applicantPhone: '0900000002',
}
