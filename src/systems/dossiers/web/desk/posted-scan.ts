import type { Context } from '#platform/context.ts'
import { attachPaper } from '../../actions/attach-paper.ts'
import { confirmPaper, discardScan, retryDigitising } from '../../papers/actions/confirm-paper.ts'
import { reusePaper } from '../../papers/actions/reuse-paper.ts'
import type { PostedForm } from './posted-form.ts'
import { scanMessages } from './scan-messages.ts'

type Post = (ctx: Context, id: string, form: PostedForm) => Promise<unknown>

/** What the pane of papers posts: `viec` → what is done. */
export const postedScans: Readonly<Record<string, Post>> = {
  'so-hoa': async (ctx, id, form) => {
    const [file] = form.files('tep-quet')
    if (!file) throw form.wrong('tep-quet', scanMessages.vi.noFile)
    const bytes = new Uint8Array(await file.arrayBuffer())
    return attachPaper(ctx, { id, paperId: form.text('la-giay', 60), name: file.name, bytes })
  },
  'xac-nhan-giay': (ctx, id, form) => {
    const day = form.text('ngay-cap', 20)
    const issuedOn = day === '' ? undefined : form.day('ngay-cap', '')
    return confirmPaper(ctx, { id, attachmentId: form.text('tep', 36), issuedOn })
  },
  'so-hoa-lai': (ctx, id, form) => retryDigitising(ctx, { id, attachmentId: form.text('tep', 36) }),
  'bo-ban-quet': (ctx, id, form) => discardScan(ctx, { id, attachmentId: form.text('tep', 36) }),
  'lay-tu-kho': (ctx, id, form) =>
    reusePaper(ctx, { id, paperId: form.text('la-giay', 60), itemId: form.text('muc-kho', 36) }),
}
