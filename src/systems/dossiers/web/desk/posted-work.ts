import { localInstant } from '../../../../platform/calendar/index.ts'
import type { Context } from '../../../../platform/context.ts'
import { Refusal } from '../../../../platform/errors.ts'
import { acceptUpload } from '../../../../platform/files/accept-upload.ts'
import { normalise, normaliseLines } from '../../../../platform/text/index.ts'
import { assignDossier } from '../../actions/assign-dossier.ts'
import { attachPaper } from '../../actions/attach-paper.ts'
import { confirmPayment, requestPayment } from '../../actions/await-payment.ts'
import { consultAgency, replyToConsultation } from '../../actions/consult-agency.ts'
import { stopDossier } from '../../actions/end-dossier.ts'
import { handOver, sendBack } from '../../actions/move-dossier.ts'
import { receiveDossier } from '../../actions/receive-dossier.ts'
import { refuseDossier } from '../../actions/refuse-dossier.ts'
import { requestSupplement } from '../../actions/request-supplement.ts'
import { returnResult, solveDossier } from '../../actions/solve-dossier.ts'
import { supplyDossier } from '../../actions/supply-dossier.ts'
import type { WorkName } from '../../desk/next-works.ts'
import { getOfficerById } from '../../desk/officers.ts'
import { OTHER_PAPER } from '../../filing-rules.ts'
import type { ResultMethod } from '../../schema.ts'
import { type PostedForm, readItems } from './posted-form.ts'

type Target = { readonly id: string; readonly revision: number | undefined }
type Run = (ctx: Context, target: Target, form: PostedForm) => Promise<unknown>

/** What each form of the dossier page does: the same actions as the API. Refuses with the fields to mend. */
export const postedWorks: Readonly<Record<WorkName, Run>> = {
  receive: (ctx, target, form) =>
    receiveDossier(ctx, { ...target, caseName: form.text('caseName', 120) || undefined }),
  refuse: (ctx, target, form) => refuseDossier(ctx, { ...target, reason: form.reason('reason') }),
  'hand-over': async (ctx, target, form) =>
    handOver(ctx, {
      ...target,
      officer: await getOfficerById(ctx.db, form.text('officerId', 60) || undefined),
      note: form.lines('note', 2000) || undefined,
    }),
  'send-back': (ctx, target, form) => sendBack(ctx, { ...target, reason: form.reason('reason') }),
  assign: (ctx, target, form) =>
    assignDossier(ctx, { ...target, officerId: form.required('officerId', 'Chọn người nhận việc') }),
  'request-supplement': (ctx, target, form) =>
    requestSupplement(ctx, { ...target, items: readItems(form), reason: form.reason('reason') }),
  supply,
  consult: (ctx, target, form) => {
    const replyDueOn = form.day('replyDueOn', 'Chọn ngày phải trả lời')
    return consultAgency(ctx, {
      ...target,
      agencyId: form.required('agencyId', 'Chọn cơ quan được hỏi'),
      question: form.reason('question'),
      replyDueAt: localInstant(replyDueOn, '17:00'),
    })
  },
  reply: (ctx, { id }, form) => {
    const agrees = form.required('agrees', 'Chọn đồng ý hay không đồng ý')
    return replyToConsultation(ctx, {
      id,
      consultationId: form.text('consultationId', 60),
      agrees: agrees === 'co',
      reply: form.reason('reply'),
    })
  },
  'request-payment': (ctx, target, form) =>
    requestPayment(ctx, { ...target, amount: form.money('amount'), reason: form.reason('reason') }),
  'confirm-payment': (ctx, target, form) =>
    confirmPayment(ctx, { ...target, note: form.lines('note', 500) || undefined }),
  stop: (ctx, target, form) =>
    stopDossier(ctx, {
      ...target,
      legalGround: form.required('legalGround', 'Ghi căn cứ pháp lý'),
      reason: form.reason('reason'),
    }),
  solve,
  return: giveResult,
}

async function supply(ctx: Context, { id, revision }: Target, form: PostedForm): Promise<void> {
  const answer = form.reason('answer')
  for (const file of form.files('files')) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    await attachPaper(ctx, { id, paperId: OTHER_PAPER, name: file.name, bytes })
  }
  await supplyDossier(ctx, { id, answer, revision })
}

async function solve(ctx: Context, target: Target, form: PostedForm): Promise<void> {
  const resultName = form.required('resultName', 'Ghi tên kết quả')
  const resultNumber = form.required('resultNumber', 'Ghi số của kết quả')
  const [upload] = form.files('file')
  const file = upload ? await acceptUpload(ctx.files, new Uint8Array(await upload.arrayBuffer())) : undefined
  if (file && file.type !== 'application/pdf') {
    throw new Refusal(422, 'result.not_pdf', 'Bản điện tử của kết quả phải là tệp PDF.', {
      file: 'Chọn tệp PDF',
    })
  }
  const note = form.lines('note', 2000) || undefined
  await solveDossier(ctx, { ...target, resultName, resultNumber, file, note })
}

const methods: readonly string[] = ['counter', 'online', 'post'] satisfies ResultMethod[]

async function giveResult(ctx: Context, target: Target, form: PostedForm): Promise<void> {
  const method = form.required('method', 'Chọn cách trả kết quả')
  if (!methods.includes(method)) throw form.wrong('method', 'Chọn cách trả kết quả')
  const name = form.required('handedTo', 'Ghi tên người nhận')
  const paper = form.text('handedPaper', 60)
  if (method === 'counter' && paper === '') throw form.wrong('handedPaper', 'Ghi số giấy tờ của người nhận')
  const handedTo = paper === '' ? name : `${name}, giấy tờ số ${paper}`
  await returnResult(ctx, { ...target, method: method as ResultMethod, handedTo })
}

/** The fields as they were typed, so that a refused form comes back as it was. Files cannot. */
export function typedFields(form: FormData): Record<string, string[]> {
  const typed: Record<string, string[]> = {}
  for (const [name, value] of form) {
    if (typeof value === 'string')
      typed[name] = [...(typed[name] ?? []), normaliseLines(value).slice(0, 5000)]
  }
  return typed
}

/** A short free text of a form, as one line. */
export function lineOf(form: FormData, name: string, maxLength: number): string {
  const value = form.get(name)
  return typeof value === 'string' ? normalise(value).slice(0, maxLength) : ''
}
