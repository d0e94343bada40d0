import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { isRefusal, type RefusalStatus } from '../errors.ts'

/** The one shape of every "no" of the API. */
export const RefusalAnswer = Type.Object({
  code: Type.String(),
  message: Type.String(),
  fields: Type.Optional(Type.Record(Type.String(), Type.String())),
  requestId: Type.String(),
})

/** The refusals a route documents: `response: { 200: X, ...refusals(404, 409) }`. */
export function refusals(...statuses: RefusalStatus[]): Record<number, typeof RefusalAnswer> {
  return Object.fromEntries([400, 429, ...statuses].map((status) => [status, RefusalAnswer]))
}

/** Deliberate refusals pass; a bug is logged with the request id and shown as a bare 500. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  if (isRefusal(error)) {
    answer(reply, error.status, { code: error.code, message: error.message, fields: error.fields })
  } else if (error.validation) {
    const fields = Object.fromEntries(
      error.validation.map((each) => [fieldOf(each), each.message ?? 'không hợp lệ']),
    )
    answer(reply, 400, {
      code: 'request.invalid',
      message: 'Dữ liệu gửi lên chưa đúng dạng. Hãy sửa các mục được nêu rồi gửi lại.',
      fields,
    })
  } else if (error.statusCode === 429) {
    answer(reply, 429, {
      code: 'request.too_many',
      message: 'Bạn gửi quá nhiều yêu cầu. Hãy đợi một phút rồi thử lại.',
    })
  } else if (error.statusCode === 413) {
    answer(reply, 413, { code: 'request.too_large', message: 'Dữ liệu quá lớn. Mỗi tệp tối đa 20 MB.' })
  } else if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    answer(reply, error.statusCode === 415 ? 415 : 400, {
      code: 'request.unreadable',
      message: 'Không đọc được dữ liệu gửi lên. Hãy kiểm tra lại định dạng.',
    })
  } else {
    request.log.error({ err: error }, 'unexpected error')
    answer(reply, 500, {
      code: 'server.bug',
      message: `Có lỗi ngoài dự kiến, chưa có gì thay đổi. Gọi tổng đài của tỉnh và đọc mã ${request.id}.`,
    })
  }
}

export function answerMissing(_request: FastifyRequest, reply: FastifyReply): void {
  answer(reply, 404, { code: 'route.not_found', message: 'Không có địa chỉ này. Hãy xem /api/docs.' })
}

type Answer = { code: string; message: string; fields?: Readonly<Record<string, string>> }

function answer(reply: FastifyReply, status: number, { code, message, fields = {} }: Answer): void {
  const some = Object.keys(fields).length > 0
  reply
    .status(status)
    .type('application/json; charset=utf-8')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send({ code, message, ...(some ? { fields } : {}), requestId: reply.request.id })
}

type ValidationItem = NonNullable<FastifyError['validation']>[number]

function fieldOf(item: ValidationItem): string {
  const missing = item.params['missingProperty'] ?? item.params['additionalProperty']
  return [item.instancePath.slice(1).replaceAll('/', '.'), missing].filter(Boolean).join('.') || 'body'
}
