import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { acceptUpload, type StoredFile } from '#platform/files/accept-upload.ts'
import { prepareVersion } from '../../previews/actions/prepare-version.ts'
import { addResult } from '../../results/actions/add-result.ts'
import { correctResult, reissueResult } from '../../results/actions/correct-result.ts'
import { handOverResult } from '../../results/actions/hand-over-result.ts'
import { refuseCorrection, requestCorrection } from '../../results/actions/request-correction.ts'
import { revokeResult } from '../../results/actions/revoke-result.ts'
import { isElectronic, isPaperNumber } from '../../results/rules.ts'
import type { Receiver } from '../../results/schema.ts'
import { findResult } from '../../results/store.ts'
import type { ResultMethod } from '../../schema.ts'
import type { Dossier } from '../../store.ts'
import type { PostedForm } from './posted-form.ts'
import type { ResultWork } from './result-works.ts'

type Target = { readonly dossierId: string; readonly resultId: string; readonly correctionId: string }
/** Gives the address at which the paper is looked at, where one is signed. */
type Run = (ctx: Context, target: Target, form: PostedForm) => Promise<Look | Dossier | undefined>
type Look = { readonly lookAt: string }

/** What each form of the results page does: the same actions as the API. Refuses with the fields to mend. */
export const postedResultWorks: Readonly<Record<ResultWork | 'them', Run>> = {
  'de-nghi': (ctx, target, form) => requestCorrection(ctx, { ...target, reason: form.reason('reason') }),
  'dinh-chinh': async (ctx, target, form) => {
    const { dossierId: id, correctionId } = target
    const number = form.required('number', 'Ghi số của bản mới')
    const [changes, file] = [readChanges(form), await pdfOf(ctx, form)]
    if (!(await hasFile(ctx, target)) && !file)
      return correctResult(ctx, { dossierId: id, correctionId, number, changes })
    const work = { form: 'correction', correctionId, number, changes, file } as const
    return lookAt(id, await prepareVersion(ctx, { id, work }))
  },
  'giu-nguyen': (ctx, target, form) => refuseCorrection(ctx, { ...target, answer: form.reason('reason') }),
  'cap-lai': async (ctx, target, form) => {
    const { dossierId: id, resultId } = target
    const reason = form.reason('reason')
    if (!(await hasFile(ctx, target))) return reissueResult(ctx, { dossierId: id, resultId, reason })
    return lookAt(id, await prepareVersion(ctx, { id, work: { form: 'copy', resultId, reason } }))
  },
  'thu-hoi': (ctx, target, form) =>
    revokeResult(ctx, {
      ...target,
      legalGround: form.required('legalGround', 'Ghi căn cứ pháp lý'),
      reason: form.reason('reason'),
    }),
  trao: (ctx, target, form) => {
    const { method, receiver } = readReceiver(form)
    return handOverResult(ctx, { ...target, method, receiver })
  },
  them: async (ctx, { dossierId }, form) =>
    addResult(ctx, {
      dossierId,
      name: form.required('resultName', 'Ghi tên kết quả'),
      number: form.required('resultNumber', 'Ghi số của kết quả'),
      source: readSource(form),
      file: await pdfOf(ctx, form),
    }),
}

function lookAt(id: string, previewId: string): Look {
  return { lookAt: `/api/dossiers/${id}/previews/${previewId}` }
}

/** What is on paper only has nothing that is looked at and signed. */
async function hasFile({ db }: Context, { resultId }: Target): Promise<boolean> {
  const result = await findResult(db, resultId)
  return result !== undefined && isElectronic(result)
}

/** The fields of a result that was set from a form carry the prefix `muc-`. */
function readChanges(form: PostedForm): Record<string, string> {
  return Object.fromEntries(form.all('muc').map((name) => [name, form.text(`muc-${name}`, 300)]))
}

/** How the electronic copy comes about when no file was chosen. */
export function readSource(form: PostedForm): 'form' | 'auto' | 'paper' {
  const source = form.text('source', 10)
  return source === 'form' || source === 'paper' ? source : 'auto'
}

/** The PDF of a form, checked and on disk. @throws Refusal 422 for another type. */
export async function pdfOf(ctx: Context, form: PostedForm): Promise<StoredFile | undefined> {
  const [upload] = form.files('file')
  if (!upload) return undefined
  const file = await acceptUpload(ctx.files, new Uint8Array(await upload.arrayBuffer()))
  if (file.type === 'application/pdf') return file
  throw new Refusal(422, 'result.not_pdf', 'Bản điện tử của kết quả phải là tệp PDF.', {
    file: 'Chọn tệp PDF',
  })
}

const methods: readonly string[] = ['counter', 'online', 'post'] satisfies ResultMethod[]

/** How a result is given out. @throws Refusal 422 when nothing was chosen. */
export function readMethod(form: PostedForm): ResultMethod {
  const method = form.required('method', 'Chọn cách trả kết quả')
  if (!methods.includes(method)) throw form.wrong('method', 'Chọn cách trả kết quả')
  return method as ResultMethod
}

/** Who takes the result, with the number of his paper at the counter and of the parcel by post. */
export function readReceiver(form: PostedForm): { method: ResultMethod; receiver: Receiver } {
  const method = readMethod(form)
  const toName = form.required('handedTo', 'Ghi tên người nhận')
  const identityNumber = form.text('handedPaper', 60).replace(/[\s.]/g, '')
  const relation = form.text('relation', 120)
  const authority = form.text('authority', 250)
  const trackingNumber = form.text('trackingNumber', 60)
  if (method === 'counter' && !isPaperNumber(identityNumber))
    throw form.wrong('handedPaper', 'Ghi số giấy tờ của người nhận, 6 đến 20 chữ và số')
  if (relation !== '' && authority === '')
    throw form.wrong('authority', 'Ghi giấy tờ cho phép nhận thay: giấy ủy quyền, giấy khai sinh…')
  return {
    method,
    receiver: {
      toName,
      ...(identityNumber ? { identityNumber } : {}),
      ...(relation ? { relation, authority } : {}),
      ...(trackingNumber ? { trackingNumber } : {}),
    },
  }
}
