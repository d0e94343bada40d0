import { extractText, getDocumentProxy } from 'unpdf'
import type { Context } from '#platform/context.ts'
import type { World } from '../../../../tests/world.ts'
import { type Dossier, registerAtCounter, saveDraft, startDraft, submitDraft } from '../index.ts'

export const answers = {
  documentKind: 'birth',
  subjectIs: 'applicant',
  registeredAt: 'UBND xã Vĩnh Trạch Đông',
  copies: 2,
  applicantName: 'Nguyễn Văn #panic("x") *Đậm* $1$',
  applicantIdentityNumber: '095000000011',
  applicantAddress: 'Ấp Giồng Giữa A, xã Vĩnh Trạch Đông',
  applicantPhone: '0900000011',
  declaration: true,
}

/** A copy of a birth certificate, asked for at the counter of Vĩnh Trạch Đông. */
export async function atCounter(ctx: Context): Promise<Dossier> {
  return registerAtCounter(ctx, {
    procedureCode: '2.000635',
    areaCode: '31837',
    applicant: {
      name: answers.applicantName,
      identityNumber: answers.applicantIdentityNumber,
      phone: answers.applicantPhone,
      address: answers.applicantAddress,
    },
    data: answers,
    channel: 'direct',
    resultMethod: 'counter',
  })
}

/** The same, filed online by Thạch Sô Rinh, who lives there. */
export async function online(world: World): Promise<Dossier> {
  const ctx = await world.context('thach-rinh')
  const draft = await startDraft(ctx, { procedureCode: '2.000635' })
  const {
    applicantName: _name,
    applicantIdentityNumber: _number,
    applicantAddress: _address,
    ...rest
  } = answers
  await saveDraft(ctx, { id: draft.id, data: { ...draft.data, ...rest }, areaCode: '31837' })
  return submitDraft(ctx, { id: draft.id })
}

/** What a person reads on a paper, on one line. */
export async function textOf(pdf: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })
  return text.normalize('NFC').replaceAll(/\s+/g, ' ')
}
