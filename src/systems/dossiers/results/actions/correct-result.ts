import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { agencyHolding } from '../../../administration/index.ts'
import { changeDossierIn, type Decision } from '../../change.ts'
import { mustHaveLooked, paperChanged } from '../../previews/store.ts'
import type { Dossier } from '../../store.ts'
import { mayChangeResult } from '../policy.ts'
import { correctedContent, mustBeValid } from '../rules.ts'
import {
  decidedBy,
  insertResult,
  lockCorrection,
  lockResult,
  type NewResult,
  type ResultVersion,
  retireResult,
} from '../store.ts'

export type Correcting = {
  readonly dossierId: string
  readonly revision?: number | undefined
  readonly correctionId: string
  readonly number: string
  /** New values of the fields of a result that was set from a form. */
  readonly changes?: Readonly<Record<string, string>>
  /** The corrected paper of a result that was uploaded. */
  readonly file?: NewResult['file']
  readonly looked?: Looked | undefined
}

/** Of a paper that its signer looked at: the token of its check page, the file that he saw and the agency on its head. */
export type Looked = {
  readonly publicToken: string
  readonly file?: NewResult['file']
  readonly agencyId?: string | undefined
}

/**
 * Đính chính: a leader grants the request; a new version takes the place of the old one, which stays and says by what it
 * was replaced. The new version is signed by who decided, and by the agency that holds the dossier now.
 * @throws Refusal 409 for an old version or a decided request, and to who has a key and has not looked at the paper; 422
 * when nothing is corrected.
 */
export async function correctResult(ctx: Context, correcting: Correcting): Promise<Dossier> {
  return ctx.db.transaction().execute((tx) => correctResultIn(tx, ctx, correcting))
}

/** Corrects inside a transaction that signs the paper too. */
export function correctResultIn(
  transaction: Transaction,
  ctx: Context,
  correcting: Correcting,
): Promise<Dossier> {
  const { dossierId, revision, correctionId, number, changes, file, looked } = correcting
  const decide = async (tx: Transaction, dossier: Dossier): Promise<Decision<'result.corrected'>> => {
    mayChangeResult(ctx.actor, 'result.correct', dossier)
    const correction = await lockCorrection(tx, dossierId, correctionId)
    const result = await lockResult(tx, dossierId, correction.resultId)
    mustBeValid(result)
    const content = result.content && correctedContent(result.content, changes ?? {})
    if (result.source === 'upload' && !file) {
      throw new Refusal(422, 'correction.no_file', 'Hãy tải lên bản đã sửa của kết quả.', {
        file: 'Chọn tệp PDF đã sửa',
      })
    }
    const next = await nextVersion(tx, ctx, { dossier, result, looked })
    const id = await insertResult(tx, { ...next, number, content, file: looked?.file ?? file })
    const reason = correction.reason
    await retireResult(tx, ctx, { id: result.id, state: 'replaced', reason, replacedBy: id })
    await tx
      .updateTable('dossiers.correction')
      .set({ state: 'granted', newResultId: id, ...decidedBy(ctx) })
      .where('id', '=', correctionId)
      .execute()
    return {
      set: dossier.resultNumber === result.number ? { resultNumber: number } : {},
      event: {
        name: 'result.corrected',
        purpose: 'Đính chính kết quả',
        data: { resultId: id, replaces: result.id, resultName: result.name, resultNumber: number, reason },
      },
    }
  }
  return changeDossierIn(transaction, ctx, { id: dossierId, revision, decide })
}

type Next = {
  readonly dossier: Dossier
  readonly result: ResultVersion
  readonly looked: Looked | undefined
}

/**
 * What the next version of a line takes over from the one before; who decides signs what he looked at. Who issued the first
 * may be abolished by now: a paper of today bears the name and the seal of the agency that took its archive over.
 */
async function nextVersion(
  tx: Transaction,
  ctx: Context,
  { dossier, result, looked }: Next,
): Promise<NewResult> {
  const today = localDate(ctx.now())
  const agencyId = await agencyHolding(tx, dossier.agencyId, today)
  if (looked?.agencyId !== undefined && looked.agencyId !== agencyId) throw paperChanged()
  // A result on paper only has nothing to look at.
  if (!looked && result.fileHash !== null) await mustHaveLooked(tx, ctx.actor)
  return {
    dossierId: result.dossierId,
    name: result.name,
    number: result.number,
    issuedOn: today,
    issuedAt: ctx.now(),
    signedBy: ctx.actor.name,
    signerId: looked ? ctx.actor.id : null,
    publicToken: looked?.publicToken,
    agencyId,
    source: result.source,
    content: result.content,
    replaces: result,
  }
}

/** A copy while a mistake is being looked into would carry the mistake on. */
async function mustHaveNoRequest(tx: Transaction, resultId: string): Promise<void> {
  const open = await tx
    .selectFrom('dossiers.correction')
    .select('id')
    .where('resultId', '=', resultId)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (!open) return
  throw new Refusal(
    409,
    'correction.open',
    'Kết quả này đang có đề nghị đính chính. Hãy trả lời đề nghị trước khi cấp lại.',
  )
}

/** An uploaded paper is issued again as it was before its signatures; what is set from a form is set anew. */
async function fileOf(tx: Transaction, { source, fileHash }: ResultVersion): Promise<NewResult['file']> {
  if (source !== 'upload' || !fileHash) return undefined
  return tx
    .selectFrom('platform.file')
    .select(['hash', 'size', 'type', 'scan'])
    .where('hash', '=', fileHash)
    .executeTakeFirst()
}

export type Reissuing = {
  readonly dossierId: string
  readonly revision?: number | undefined
  readonly resultId: string
  readonly reason: string
  readonly looked?: Looked | undefined
}

/**
 * Cấp lại: the same content once more, as the next copy with its own check page; the copy before is worth nothing from
 * then on, so that a lost paper cannot be used by its finder.
 * @throws Refusal 409 to who has a key and has not looked at the copy.
 */
export async function reissueResult(ctx: Context, reissuing: Reissuing): Promise<Dossier> {
  return ctx.db.transaction().execute((tx) => reissueResultIn(tx, ctx, reissuing))
}

/** Issues again inside a transaction that signs the copy too. */
export function reissueResultIn(
  transaction: Transaction,
  ctx: Context,
  { dossierId, revision, resultId, reason, looked }: Reissuing,
): Promise<Dossier> {
  const decide = async (tx: Transaction, dossier: Dossier): Promise<Decision<'result.reissued'>> => {
    mayChangeResult(ctx.actor, 'result.correct', dossier)
    const result = await lockResult(tx, dossierId, resultId)
    mustBeValid(result)
    await mustHaveNoRequest(tx, resultId)
    const copyNumber = result.copyNumber + 1
    const file = looked?.file ?? (await fileOf(tx, result))
    const id = await insertResult(tx, {
      ...(await nextVersion(tx, ctx, { dossier, result, looked })),
      copyNumber,
      file,
    })
    await retireResult(tx, ctx, { id: resultId, state: 'replaced', reason, replacedBy: id })
    return {
      set: {},
      event: {
        name: 'result.reissued',
        purpose: 'Cấp lại kết quả',
        data: { resultId: id, replaces: resultId, resultName: result.name, copyNumber, reason },
      },
    }
  }
  return changeDossierIn(transaction, ctx, { id: dossierId, revision, decide })
}
