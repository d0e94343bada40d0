import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { type Static, Type } from 'typebox'
import { Refusal } from '#platform/errors.ts'
import { refusals } from '#platform/http/answers.ts'
import type { SystemOptions } from '#platform/system.ts'
import { noteReading } from '../desk/actions/view-dossier.ts'
import { type PrintedSlips, printSlips } from '../slips/print-slips.ts'
import { slipSettingOf } from '../slips/setting.ts'
import { SlipForm } from '../slips/templates.ts'

const Id = Type.String({ format: 'uuid' })
const MAX_SLIPS = 50

/** The forms that have the same number in every act may be asked for by it. */
const numbers = { '01': 'receipt', '02': 'supplement-request', '03': 'refusal', '04': 'apology' } as const
const AskedForm = Type.Union([SlipForm, Type.Enum(['01', '02', '03', '04'])])

function formOf(asked: Static<typeof AskedForm>): SlipForm {
  return asked in numbers ? numbers[asked as keyof typeof numbers] : (asked as SlipForm)
}

const answers = {
  produces: ['application/pdf'],
  response: { 200: { type: 'string', format: 'binary' }, ...refusals(401, 404, 409) },
}

/**
 * The slips of the one-stop as PDF: one, as signed, for whoever may see the dossier; many in one file for the printer of a
 * desk. `x-signed` tells whether the bytes carry the signatures.
 */
export const slipRoutes: FastifyPluginAsyncTypebox<SystemOptions> = async (app, { config }) => {
  const setting = await slipSettingOf(config)()

  app.get(
    '/api/dossiers/:id/slips/:form.pdf',
    {
      config: { permission: 'signed-in' },
      schema: {
        summary: 'Phiếu của một hồ sơ',
        params: Type.Object({ id: Id, form: AskedForm }),
        ...answers,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const form = formOf(request.params.form)
      const printed = await printSlips(request.context, setting, { ids: [id], form })
      await noteReading(request.context, [id])
      return sendPdf(reply, form, printed)
    },
  )

  app.get(
    '/api/dossiers/slips/:form.pdf',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: `Phiếu của nhiều hồ sơ trong một tệp, tối đa ${MAX_SLIPS}`,
        params: Type.Object({ form: AskedForm }),
        querystring: Type.Object({ ids: Type.String({ minLength: 36, maxLength: 37 * MAX_SLIPS }) }),
        ...answers,
      },
    },
    async (request, reply) => {
      const ids = readIds(request.query.ids)
      const form = formOf(request.params.form)
      const printed = await printSlips(request.context, setting, { ids, form })
      await noteReading(request.context, ids)
      return sendPdf(reply, form, printed)
    },
  )
}

/** "id,id,id", each once, in this order. */
function readIds(text: string): string[] {
  const ids = [...new Set(text.split(','))]
  if (ids.every((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))) return ids
  throw new Refusal(400, 'slip.wrong_ids', 'Danh sách hồ sơ chưa đúng dạng. Hãy chọn lại các hồ sơ rồi in.')
}

function sendPdf(reply: FastifyReply, form: SlipForm, { pdf, dossiers, signed }: PrintedSlips): FastifyReply {
  const [first] = dossiers
  const name = dossiers.length === 1 && first ? `${form}-${first.code}` : form
  return reply
    .type('application/pdf')
    .header('cache-control', 'private, no-store')
    .header('content-disposition', `inline; filename="${name}.pdf"`)
    .header('x-signed', signed ? 'yes' : 'no')
    .send(Buffer.from(pdf))
}
