import type { Context } from '#platform/context.ts'
import { getOfficerById } from '../../desk/officers.ts'
import { prepareDraft, prepareResult } from '../../previews/actions/prepare-result.ts'
import { prepareSlip } from '../../previews/actions/prepare-slip.ts'
import { type PostedForm, readItems } from './posted-form.ts'
import { readSource } from './posted-result.ts'
import { readReception, readStop } from './posted-work.ts'
import { lookSlugs, workSlugs } from './work-slugs.ts'

type Target = { readonly id: string; readonly revision: number | undefined }
type Prepare = (ctx: Context, target: Target, form: PostedForm) => Promise<string>

/** The buttons that show a paper before it is signed; each gives the id of its preview. An apology goes no other way. */
export const postedPreviews: Readonly<Record<string, Prepare>> = {
  [workSlugs.apologise]: (ctx, target, form) => {
    const newPromisedOn = form.day('newPromisedOn', 'Chọn ngày hẹn mới')
    return prepareSlip(ctx, {
      ...target,
      work: { form: 'apology', reason: form.reason('reason'), newPromisedOn },
    })
  },
  [lookSlugs.receive]: (ctx, target, form) =>
    prepareSlip(ctx, { ...target, work: { form: 'receipt', ...readReception(form) } }),
  [lookSlugs.stop]: (ctx, target, form) =>
    prepareSlip(ctx, { ...target, work: { form: 'stop-notice', ...readStop(form) } }),
  [lookSlugs.refuse]: (ctx, target, form) =>
    prepareSlip(ctx, { ...target, work: { form: 'refusal', reason: form.reason('reason') } }),
  [lookSlugs['request-supplement']]: (ctx, target, form) => {
    const [items, reason] = [readItems(form), form.reason('reason')]
    return prepareSlip(ctx, { ...target, work: { form: 'supplement-request', items, reason } })
  },
  [lookSlugs['hand-over']]: async (ctx, target, form) =>
    prepareDraft(ctx, {
      ...target,
      resultName: form.required('resultName', 'Ghi tên kết quả'),
      officer: await getOfficerById(ctx.db, form.text('officerId', 60) || undefined),
      note: form.lines('note', 2000) || undefined,
    }),
  [lookSlugs.solve]: (ctx, target, form) => {
    const source = readSource(form)
    if (source === 'paper' || form.files('file').length > 0)
      throw form.wrong(
        'source',
        'Chỉ xem trước được kết quả lập từ phôi: bỏ tệp đã chọn, chọn lại bản điện tử',
      )
    return prepareResult(ctx, {
      ...target,
      resultName: form.required('resultName', 'Ghi tên kết quả'),
      resultNumber: form.required('resultNumber', 'Ghi số của kết quả'),
      source,
      note: form.lines('note', 2000) || undefined,
    })
  },
}
