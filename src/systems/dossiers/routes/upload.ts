import type { FastifyRequest } from 'fastify'
import { Refusal } from '#platform/errors.ts'
import { mustBeText } from '#platform/http/access.ts'
import { attachPaper } from '../actions/attach-paper.ts'
import type { Attachment } from '../store.ts'

/**
 * Takes the files of a multipart request to a draft or dossier, one after the other; the field `paperId` says what they
 * are and stands before them. Refuses with 422 a request without a paper or a file.
 */
export async function attachUploads(request: FastifyRequest, id: string): Promise<Attachment[]> {
  const attached: Attachment[] = []
  let paperId: string | undefined
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (part.fieldname === 'paperId') paperId = paperIdOf(part.value)
      continue
    }
    mustBeText(part.filename)
    const bytes = await part.toBuffer()
    if (paperId === undefined) throw wrongUpload('Gửi trường paperId trước tệp.')
    const name = part.filename || 'tệp'
    attached.push(await attachPaper(request.context, { id, paperId, name, bytes }))
  }
  if (attached.length === 0) throw wrongUpload('Chưa có tệp nào. Hãy chọn tệp rồi gửi lại.')
  return attached
}

function paperIdOf(value: unknown): string {
  if (typeof value === 'string' && /^[a-z0-9-]{1,60}$/.test(value)) return value
  throw wrongUpload('Mã giấy tờ không đúng. Hãy lấy mã trong danh sách giấy tờ của thủ tục.')
}

function wrongUpload(message: string): Refusal {
  return new Refusal(422, 'paper.wrong_upload', message, { paperId: message })
}
