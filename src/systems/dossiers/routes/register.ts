import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { refusals } from '#platform/http/answers.ts'
import { mayIn } from '#platform/permissions.ts'
import type { SystemOptions } from '#platform/system.ts'
import { type CsvColumn, csvLines } from '#platform/text/index.ts'
import { findRegister } from '../register/order-register.ts'
import { methodWords, printRegister } from '../register/print-register.ts'
import { type RegisterPeriod, type RegisterRow, registerRows } from '../register/rows.ts'
import { entryOf } from '../register/rules.ts'
import { slipSettingOf } from '../slips/setting.ts'
import { signedFileOf } from '../slips/signed-file.ts'
import { shortInstant } from '../slips/words.ts'

const AgencyId = Type.Object({ agencyId: Type.String({ maxLength: 40 }) })
const Period = Type.Object({
  from: Type.String({ format: 'date' }),
  to: Type.String({ format: 'date' }),
})
const config = { permission: 'dossier.receive' } as const
const pdfAnswer = {
  produces: ['application/pdf'],
  response: { 200: { type: 'string', format: 'binary' }, ...refusals(401, 403, 404, 422) },
}

/** The register of a one-stop desk: of any period to look at, and of a month as it was issued. */
export const registerRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app, options) => {
  const setting = await slipSettingOf(options.config)()

  app.get(
    '/api/registers/:agencyId.pdf',
    {
      config,
      schema: {
        summary: 'Sổ theo dõi hồ sơ của một kỳ',
        params: AgencyId,
        querystring: Period,
        ...pdfAnswer,
      },
    },
    async ({ context, params, query }, reply) => {
      const period = periodOf(context, params.agencyId, query)
      const at = context.now()
      const { pdf } = await printRegister(context, setting, { ...period, number: null, at })
      return reply
        .type('application/pdf')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `inline; filename="${fileName(period)}.pdf"`)
        .send(Buffer.from(pdf))
    },
  )

  app.get(
    '/api/registers/:agencyId.csv',
    {
      config,
      schema: {
        summary: 'Sổ theo dõi hồ sơ của một kỳ, không giới hạn số dòng',
        params: AgencyId,
        querystring: Period,
        produces: ['text/csv'],
      },
    },
    async ({ context, params, query }, reply) => {
      const period = periodOf(context, params.agencyId, query)
      return reply
        .type('text/csv; charset=utf-8')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="${fileName(period)}.csv"`)
        .send(Readable.from(csvLines(columns, registerRows(context.db, period))))
    },
  )

  app.get(
    '/api/registers/:agencyId/issues/:month.pdf',
    {
      config,
      schema: {
        summary: 'Sổ đã lập của một tháng, như đã ký',
        params: Type.Object({
          ...AgencyId.properties,
          month: Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' }),
        }),
        ...pdfAnswer,
      },
    },
    async ({ context, params: { agencyId, month } }, reply) => {
      mayIn(context.actor, 'dossier.receive', agencyId)
      const issue = await findRegister(context.db, { agencyId, month })
      if (!issue) throw new Refusal(404, 'register.not_issued', 'Sổ của tháng này chưa lập.')
      const signed = await signedFileOf(context, issue.signingId)
      return reply
        .type('application/pdf')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `inline; filename="so-theo-doi-${agencyId}-${month}.pdf"`)
        .header('x-signed', signed ? 'yes' : 'no')
        .send(Buffer.from(signed ?? (await context.files.get(issue.fileHash))))
    },
  )
}

function entryWords(row: RegisterRow): string {
  const { number, day } = entryOf(row)
  return `${number} ngày ${day}`
}

function fileName({ agencyId, from, to }: RegisterPeriod): string {
  return `so-theo-doi-${agencyId}-${from}-${to}`
}

/** @throws Refusal 404 outside one's desks, 422 for a period that ends before it begins. */
function periodOf(
  ctx: Context,
  agencyId: string,
  { from, to }: { from: string; to: string },
): RegisterPeriod {
  mayIn(ctx.actor, 'dossier.receive', agencyId)
  if (from <= to) return { agencyId, from, to }
  throw new Refusal(422, 'register.wrong_period', 'Ngày cuối trước ngày đầu. Hãy chọn lại kỳ.', {
    to: 'Chọn ngày sau ngày đầu',
  })
}

const columns: readonly CsvColumn<RegisterRow>[] = [
  ['Số thứ tự vào sổ', (row) => entryWords(row)],
  ['Mã hồ sơ', (row) => row.code],
  ['Tên thủ tục hành chính', (row) => row.procedureName],
  ['Tên tổ chức, cá nhân', (row) => row.applicantName],
  ['Địa chỉ', (row) => row.applicantAddress],
  ['Số điện thoại', (row) => row.applicantPhone],
  ['Cơ quan chủ trì giải quyết', (row) => row.agencyName],
  ['Nhận hồ sơ', (row) => shortInstant(row.receivedAt)],
  ['Hẹn trả kết quả', (row) => (row.promisedAt ? shortInstant(row.promisedAt) : null)],
  ['Trả kết quả', (row) => (row.returnedAt ? shortInstant(row.returnedAt) : null)],
  ['Phương thức nhận kết quả', (row) => methodWords[row.resultMethod] ?? null],
  ['Người nhận', (row) => row.handedTo],
]
