import type { Context } from '#platform/context.ts'
import { normalise, normaliseLines } from '#platform/text/index.ts'
import { assignDossier } from '../../actions/assign-dossier.ts'
import { confirmPayment, requestPayment } from '../../actions/await-payment.ts'
import { consultAgency, replyDue, replyToConsultation } from '../../actions/consult-agency.ts'
import { stopDossier, withdrawAtCounter } from '../../actions/end-dossier.ts'
import { handOver, sendBack } from '../../actions/move-dossier.ts'
import { receiveDossier } from '../../actions/receive-dossier.ts'
import { refuseDossier } from '../../actions/refuse-dossier.ts'
import { requestSupplement } from '../../actions/request-supplement.ts'
import { returnResult, solveDossier } from '../../actions/solve-dossier.ts'
import { supplyDossier } from '../../actions/supply-dossier.ts'
import type { WorkName } from '../../desk/next-works.ts'
import { getOfficerById } from '../../desk/officers.ts'
import { OTHER_PAPER } from '../../filing-rules.ts'
import { goOnWithout } from '../../joined/actions/go-on-without.ts'
import { type PostedForm, readItems } from './posted-form.ts'
import { readPapers } from './posted-papers.ts'
import { pdfOf, readMethod, readReceiver, readSource } from './posted-result.ts'

type Target = { readonly id: string; readonly revision: number | undefined }
type Run = (ctx: Context, target: Target, form: PostedForm) => Promise<unknown>

/** What each form of the dossier page does: the same actions as the API. Refuses with the fields to mend. */
export const postedWorks: Readonly<Record<Exclude<WorkName, 'apologise'>, Run>> = {
  receive: (ctx, target, form) => receiveDossier(ctx, { ...target, ...readReception(form) }),
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
  consult: async (ctx, target, form) => {
    const agencyId = form.required('agencyId', 'Chọn cơ quan được hỏi')
    const replyDueAt = await replyDue(ctx, agencyId, form.day('replyDueOn', 'Chọn ngày phải trả lời'))
    // The action names its own field; on the page the sentence stands beside the day that was typed.
    if (replyDueAt <= ctx.now()) throw form.wrong('replyDueOn', 'Chọn ngày sau lúc này')
    return consultAgency(ctx, { ...target, agencyId, question: form.reason('question'), replyDueAt })
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
    requestPayment(ctx, {
      ...target,
      amount: form.money('amount'),
      reason: form.reason('reason'),
      dueOn: form.text('dueOn', 20) === '' ? undefined : form.day('dueOn', ''),
    }),
  'confirm-payment': (ctx, target, form) =>
    confirmPayment(ctx, { ...target, note: form.lines('note', 500) || undefined }),
  withdraw,
  stop: (ctx, target, form) => stopDossier(ctx, { ...target, ...readStop(form) }),
  solve,
  return: giveResult,
  'go-on-without': (ctx, target, form) => goOnWithout(ctx, { ...target, reason: form.reason('reason') }),
}

/** What comes in with a work: on file with it, or refused with it. */
const otherPapers = { field: 'files', paperId: OTHER_PAPER }

/** The case by which the term is counted, where there are several. */
export function readReception(form: PostedForm) {
  return { caseName: form.text('caseName', 120) || undefined }
}

/** The ground and the reason of stopping, as the form has them. */
export function readStop(form: PostedForm) {
  return {
    groundId: form.required('groundId', 'Chọn căn cứ dừng giải quyết'),
    groundText: form.text('groundText', 300) || undefined,
    reason: form.reason('reason'),
  }
}

async function supply(ctx: Context, { id, revision }: Target, form: PostedForm): Promise<void> {
  const answer = form.reason('answer')
  await supplyDossier(ctx, { id, answer, revision, papers: await readPapers(ctx, form, otherPapers) })
}

async function withdraw(ctx: Context, target: Target, form: PostedForm): Promise<void> {
  const reason = form.reason('reason')
  await withdrawAtCounter(ctx, { ...target, reason, papers: await readPapers(ctx, form, otherPapers) })
}

async function solve(ctx: Context, target: Target, form: PostedForm): Promise<void> {
  const resultName = form.required('resultName', 'Ghi tên kết quả')
  const resultNumber = form.required('resultNumber', 'Ghi số của kết quả')
  const file = await pdfOf(ctx, form)
  const source = readSource(form)
  const note = form.lines('note', 2000) || undefined
  await solveDossier(ctx, { ...target, resultName, resultNumber, file, source, note })
}

async function giveResult(ctx: Context, target: Target, form: PostedForm): Promise<void> {
  if (form.text('byAuthorised', 2) !== '') {
    await returnResult(ctx, { ...target, method: readMethod(form), byAuthorised: true })
    return
  }
  const { method, receiver } = readReceiver(form)
  const { toName, ...rest } = receiver
  await returnResult(ctx, { ...target, method, handedTo: toName, receiver: rest })
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
