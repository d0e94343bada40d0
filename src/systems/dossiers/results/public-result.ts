import type { Context } from '#platform/context.ts'
import type { Connection } from '#platform/database/database.ts'
import { shownName } from '#platform/signatures/index.ts'
import { maskName } from '#platform/text/index.ts'
import { findAgency } from '../../administration/index.ts'
import { findSignedDocument, verifyStored } from '../../signing/index.ts'
import { isSigned } from '../slips/signed-file.ts'
import { dossierMissing, findDossier } from '../store.ts'
import { copyWordsOf, isElectronic } from './rules.ts'
import { findResult, getResultOfToken, type ResultVersion } from './store.ts'

/**
 * Whether a result may be relied on at this moment: `unsigned` while signatures of its file are missing, `unsound` when one does
 * not hold.
 */
export type Standing = 'valid' | 'correcting' | 'unsigned' | 'unsound' | 'replaced' | 'revoked'

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
  readonly state: Standing
  /** Since when it is replaced or revoked. */
  readonly since: Date | null
  /** Since when a mistake in it is being looked into. */
  readonly correctingSince: Date | null
  readonly legalGround: string | null
  /** The last of its line, which took its place, and how that stands. */
  readonly successor: Successor | null
  readonly paper: 'signed' | 'waiting' | 'none'
  /** Who signed the file and whether that holds, checked anew at each look. */
  readonly signatures: readonly CheckedSignature[]
}

export type Successor = {
  readonly token: string
  readonly number: string
  readonly issuedOn: string
  readonly state: Standing
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
    successor: await successorOf(ctx, result),
    ...(await standingOf(ctx, result)),
  }
}

type Stands = Pick<PublicResult, 'state' | 'since' | 'correctingSince' | 'paper' | 'signatures'>

async function standingOf(ctx: Context, result: ResultVersion): Promise<Stands> {
  const paper = await paperOf(ctx, result)
  if (result.state !== 'valid') {
    return { ...paper, state: result.state, since: result.changedAt, correctingSince: null }
  }
  const correctingSince = await askedSince(ctx.db, result)
  return { ...paper, state: stateOf(paper, correctingSince), since: null, correctingSince }
}

/**
 * What is wrong with the file weighs more than what may be wrong in its words. Signed it was: where no signature is found any
 * more, it is another file.
 */
function stateOf({ paper, signatures }: Pick<Stands, 'paper' | 'signatures'>, asked: Date | null): Standing {
  const holds = signatures.length > 0 && signatures.every(({ verdict }) => verdict !== 'broken')
  if (paper === 'signed' && !holds) return 'unsound'
  if (paper === 'waiting') return 'unsigned'
  return asked ? 'correcting' : 'valid'
}

async function askedSince(db: Connection, { id }: ResultVersion): Promise<Date | null> {
  const open = await db
    .selectFrom('dossiers.correction')
    .select('askedAt')
    .where('resultId', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return open?.askedAt ?? null
}

async function paperOf(
  ctx: Context,
  result: ResultVersion,
): Promise<Pick<PublicResult, 'paper' | 'signatures'>> {
  const { signingId } = result
  const document = signingId ? await findSignedDocument(ctx.db, signingId) : undefined
  if (!document || !isSigned(document))
    return { paper: isElectronic(result) ? 'waiting' : 'none', signatures: [] }
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
async function successorOf(ctx: Context, result: ResultVersion): Promise<Successor | null> {
  let next: ResultVersion | undefined = result
  while (next?.replacedBy) next = await findResult(ctx.db, next.replacedBy)
  if (!next?.publicToken || next.id === result.id) return null
  const { publicToken: token, number, issuedOn } = next
  return { token, number, issuedOn, state: (await standingOf(ctx, next)).state }
}
