import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors.ts'
import { acceptUpload } from '#platform/files/accept-upload.ts'
import type { CheckedPaper } from '../../actions/attach-paper.ts'
import type { PostedForm } from './posted-form.ts'

type Asked = { readonly field: string; readonly paperId: string }

/**
 * The files of one field, looked at and on disk; no row names them before the action that they belong to is done. A wrong
 * one is told beside its field.
 */
export async function readPapers(
  ctx: Context,
  form: PostedForm,
  { field, paperId }: Asked,
): Promise<CheckedPaper[]> {
  const papers: CheckedPaper[] = []
  for (const posted of form.files(field)) {
    const bytes = new Uint8Array(await posted.arrayBuffer())
    const file = await acceptUpload(ctx.files, bytes).catch((error: unknown) => {
      if (!isRefusal(error)) throw error
      throw form.wrong(field, `${posted.name}: ${error.message}`, error.code)
    })
    papers.push({ paperId, name: posted.name, file })
  }
  return papers
}
