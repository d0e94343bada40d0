import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import type { StoredFile } from '#platform/files/accept-upload.ts'
import { changeDossier } from '../../change.ts'
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
  readonly file?: StoredFile | undefined
}

/**
 * Đính chính: a leader grants the request; a new version takes the place of the old one, which stays and says by what it
 * was replaced. The new version is signed by who decided, and by the agency.
 * @throws Refusal 409 for an old version or a decided request, 422 when nothing is corrected.
 */
export async function correctResult(ctx: Context, correcting: Correcting): Promise<Dossier> {
  const { dossierId, revision, correctionId, number, changes, file } = correcting
  return changeDossier(ctx, { id: dossierId, revision }, async (tx, dossier) => {
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
    const id = await insertResult(tx, { ...nextVersion(ctx, result), number, content, file })
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
  })
}

/** What the next version of a line takes over from the one before; who decides signs. */
function nextVersion(ctx: Context, result: ResultVersion): NewResult {
  return {
    dossierId: result.dossierId,
    name: result.name,
    number: result.number,
    issuedOn: localDate(ctx.now()),
    issuedAt: ctx.now(),
    signedBy: ctx.actor.name,
    signerId: ctx.actor.id,
    agencyId: result.agencyId ?? '',
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
async function fileOf(tx: Transaction, { source, fileHash }: ResultVersion): Promise<StoredFile | undefined> {
  if (source !== 'upload' || !fileHash) return undefined
  return tx
    .selectFrom('platform.file')
    .select(['hash', 'size', 'type', 'scan'])
    .where('hash', '=', fileHash)
    .executeTakeFirst()
}

type Reissuing = { readonly dossierId: string; readonly resultId: string; readonly reason: string }

/**
 * Cấp lại: the same content once more, as the next copy with its own check page; the copy before is worth nothing from
 * then on, so that a lost paper cannot be used by its finder.
 */
export async function reissueResult(
  ctx: Context,
  { dossierId, resultId, reason }: Reissuing,
): Promise<Dossier> {
  return changeDossier(ctx, { id: dossierId }, async (tx, dossier) => {
    mayChangeResult(ctx.actor, 'result.correct', dossier)
    const result = await lockResult(tx, dossierId, resultId)
    mustBeValid(result)
    await mustHaveNoRequest(tx, resultId)
    const copyNumber = result.copyNumber + 1
    const same = await fileOf(tx, result)
    const id = await insertResult(tx, { ...nextVersion(ctx, result), copyNumber, file: same })
    await retireResult(tx, ctx, { id: resultId, state: 'replaced', reason, replacedBy: id })
    return {
      set: {},
      event: {
        name: 'result.reissued',
        purpose: 'Cấp lại kết quả',
        data: { resultId: id, replaces: resultId, resultName: result.name, copyNumber, reason },
      },
    }
  })
}
