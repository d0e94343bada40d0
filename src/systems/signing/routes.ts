import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { notFound, Refusal } from '#platform/errors.ts'
import { refusals } from '#platform/http/answers.ts'
import { openUploadGate, strangersBounds } from '#platform/http/upload-gate.ts'
import type { VerificationReport } from '#platform/signatures/index.ts'
import { isSignedFile } from './queries.ts'
import { verifySignatures, verifyStored } from './verify-stored.ts'

const Text = Type.String()
const orNull = (type: Parameters<typeof Type.Union>[0][number]) => Type.Union([type, Type.Null()])
const Instant = Type.String({ format: 'date-time' })
const Name = Type.Object({ commonName: Text, organisation: Text, serialNumber: Text })

const SignatureAnswer = Type.Object({
  field: Text,
  kind: Text,
  verdict: Text,
  problems: Type.Array(Text),
  signer: orNull(Name),
  issuer: orNull(Name),
  serial: orNull(Text),
  claimedAt: orNull(Instant),
  provedAt: orNull(Instant),
  reason: Text,
  location: Text,
  coversWholeFile: Type.Boolean(),
  revision: Type.Integer(),
  changes: Type.Array(Type.Object({ kind: Text, allowed: Type.Boolean() })),
  chain: Type.Array(Name),
  revocation: Text,
  revocationAskedAt: orNull(Instant),
  level: orNull(Text),
  certifies: orNull(Type.Integer()),
})

const ReportAnswer = Type.Object({
  verdict: Text,
  revisions: Type.Integer(),
  warnings: Type.Array(Text),
  defect: orNull(Text),
  signatures: Type.Array(SignatureAnswer),
})

function answerOf({ signatures, warnings, ...report }: VerificationReport) {
  return {
    ...report,
    warnings: [...warnings],
    signatures: signatures.map(
      ({ claimedAt, provedAt, revocationAskedAt, problems, changes, chain, ...signature }) => ({
        ...signature,
        problems: [...problems],
        chain: [...chain],
        changes: changes.map(({ kind, allowed }) => ({ kind, allowed })),
        claimedAt: claimedAt?.toISOString() ?? null,
        provedAt: provedAt?.toISOString() ?? null,
        revocationAskedAt: revocationAskedAt?.toISOString() ?? null,
      }),
    ),
  }
}

/** A check reads a whole file; more than this from one address is a machine that should wait. */
const limited = { rateLimit: { max: 30, timeWindow: '1 minute' } }

export const signingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const gate = openUploadGate(strangersBounds)

  app.post(
    '/api/signatures/verify',
    {
      config: { permission: 'public', ...limited },
      schema: {
        summary: 'Check the signatures of a PDF, sent as multipart/form-data; nothing is kept',
        response: { 200: ReportAnswer, ...refusals(413, 422, 503) },
      },
    },
    async (request, reply) => {
      const missing = () =>
        new Refusal(422, 'file.missing', 'Chưa có tệp nào. Hãy gửi một tệp PDF trong multipart/form-data.')
      if (!request.isMultipart()) throw missing()
      gate(request.ip, reply)
      const file = await request.file()
      if (!file) throw missing()
      return answerOf(await verifySignatures(request.context, await file.toBuffer()))
    },
  )

  app.get(
    '/api/signatures/:fileHash',
    {
      config: { permission: 'public', ...limited },
      schema: {
        summary: 'Check a file that was signed here, by the SHA-256 of its bytes',
        params: Type.Object(
          { fileHash: Type.String({ pattern: '^[0-9a-f]{64}$' }) },
          { additionalProperties: false },
        ),
        response: { 200: ReportAnswer, ...refusals(404, 422, 503) },
      },
    },
    async ({ context, params: { fileHash } }) => {
      if (!(await isSignedFile(context.db, fileHash))) {
        throw notFound(
          'file.not_found',
          'Không có tệp này trong kho văn bản đã ký. Hãy gửi tệp lên để kiểm tra.',
        )
      }
      return answerOf(await verifyStored(context, fileHash))
    },
  )
}
