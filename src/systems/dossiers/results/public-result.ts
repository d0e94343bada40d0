import type { Context } from '#platform/context.ts'
import type { Connection } from '#platform/database/database.ts'
import { shownName } from '#platform/signatures/index.ts'
import { maskName } from '#platform/text/index.ts'
import { findAgency } from '../../administration/index.ts'
import { findSignedDocument, verifyStored } from '../../signing/index.ts'
import { isSigned } from '../slips/signed-file.ts'
import { dossierMissing, findDossier } from '../store.ts'
import { copyWordsOf } from './rules.ts'
import { findResult, getResultOfToken, type ResultVersion } from './store.ts'

/** What a stranger with the paper in his hand may know: whether it can be relied on, and why not. */
export type PublicResult = {
  readonly name: string
  readonly number: string
  readonly issuedOn: string
  readonly signedBy: string
  readonly copyWords: string | null
  readonly agencyName: string
  readonly procedureCode: string
  readonly procedureName: string
  readonly dossierCode: string
  readonly maskedName: string
  readonly simulated: boolean
  readonly state: 'valid' | 'correcting' | 'replaced' | 'revoked'
  /** Since when it is not simply valid. */
  readonly since: Date | null
  readonly legalGround: string | null
  /** The version in force that took its place. */
  readonly successor: { readonly token: string; readonly number: string; readonly issuedOn: string } | null
  readonly paper: 'signed' | 'waiting' | 'none'
  /** Who signed the file and whether that holds, checked anew at each look. */
  readonly signatures: readonly CheckedSignature[]
}

export type CheckedSignature = {
  readonly signer: string
  readonly at: Date | null
  readonly verdict: 'holds' | 'doubtful' | 'broken'
}

/** The result that a QR code leads to; refuses with 404 a token that was never given. */
export async function getResultByToken(ctx: Context, token: string): Promise<PublicResult> {
  const { db } = ctx
  const result = await getResultOfToken(db, token)
  const dossier = await findDossier(db, result.dossierId)
  if (!dossier) throw dossierMissing()
  const agency = await findAgency(db, result.agencyId ?? dossier.agencyId)
  const { name, number, issuedOn, signedBy } = result
  return {
    ...{ name, number, issuedOn, signedBy },
    copyWords: copyWordsOf(result),
    agencyName: agency?.name ?? '',
    procedureCode: dossier.procedureCode,
    procedureName: dossier.procedureName,
    dossierCode: dossier.code,
    maskedName: maskName(dossier.applicantName),
    simulated: dossier.simulated,
    legalGround: result.changeGround,
    successor: await successorOf(db, result),
    ...(await standingOf(db, result)),
    ...(await paperOf(ctx, result)),
  }
}

async function standingOf(
  db: Connection,
  result: ResultVersion,
): Promise<Pick<PublicResult, 'state' | 'since'>> {
  if (result.state !== 'valid') return { state: result.state, since: result.changedAt }
  const open = await db
    .selectFrom('dossiers.correction')
    .select('askedAt')
    .where('resultId', '=', result.id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return open ? { state: 'correcting', since: open.askedAt } : { state: 'valid', since: null }
}

async function paperOf(
  ctx: Context,
  { fileHash, signingId, source }: ResultVersion,
): Promise<Pick<PublicResult, 'paper' | 'signatures'>> {
  const document = signingId ? await findSignedDocument(ctx.db, signingId) : undefined
  if (!document || !isSigned(document))
    return { paper: fileHash || source === 'form' ? 'waiting' : 'none', signatures: [] }
  const report = await verifyStored(ctx, document.fileHash)
  const signatures = report.signatures
    .filter((signature) => signature.kind === 'signature')
    .map(
      ({ signer, verdict, provedAt, claimedAt }): CheckedSignature => ({
        signer: signer ? shownName(signer) : '',
        at: provedAt ?? claimedAt,
        verdict: verdict === 'invalid' ? 'broken' : verdict === 'unknown' ? 'doubtful' : 'holds',
      }),
    )
  return { paper: 'signed', signatures }
}

/** The last of the line, not the next: a stranger wants what holds today. */
async function successorOf(db: Connection, result: ResultVersion): Promise<PublicResult['successor']> {
  let next: ResultVersion | undefined = result
  while (next?.replacedBy) next = await findResult(db, next.replacedBy)
  if (!next?.publicToken || next.id === result.id) return null
  return { token: next.publicToken, number: next.number, issuedOn: next.issuedOn }
}
