import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import type { StoredFile } from '#platform/files/accept-upload.ts'
import { changeDossier } from '../../change.ts'
import { mayWork } from '../../policy.ts'
import type { Dossier } from '../../store.ts'
import type { ResultSource } from '../schema.ts'
import { insertResult } from '../store.ts'

type Addition = {
  readonly dossierId: string
  readonly revision?: number | undefined
  readonly name: string
  readonly number: string
  readonly file?: StoredFile | undefined
  readonly source?: Exclude<ResultSource, 'upload'>
}

/**
 * Thêm kết quả: a dossier may have several; the others follow the first between the solution and the hand-over, under
 * the name of who approved the first. He has not looked at it: the agency seals it alone.
 * @throws Refusal 409 before there is a result and after it was handed over.
 */
export async function addResult(ctx: Context, addition: Addition): Promise<Dossier> {
  const { dossierId, revision, name, number, file, source = 'auto' } = addition
  return changeDossier(ctx, { id: dossierId, revision }, async (tx, dossier) => {
    mayWork(ctx.actor, 'dossier.process', dossier)
    if (dossier.state !== 'solved') {
      throw new Refusal(
        409,
        'result.wrong_time',
        'Chỉ thêm kết quả khi hồ sơ đã có kết quả và chưa trả. Hãy tải lại trang.',
      )
    }
    const others = await tx
      .selectFrom('dossiers.result')
      .select(['signedBy', 'state'])
      .where('dossierId', '=', dossierId)
      .orderBy('issuedAt')
      .execute()
    const id = await insertResult(tx, {
      dossierId,
      name,
      number,
      issuedOn: localDate(ctx.now()),
      issuedAt: ctx.now(),
      signedBy: others[0]?.signedBy ?? ctx.actor.name,
      signerId: null,
      agencyId: dossier.agencyId,
      source: file ? 'upload' : source,
      file,
    })
    return {
      // After the only one was revoked this is the result of the dossier.
      set: others.some(({ state }) => state === 'valid') ? {} : { resultNumber: number },
      event: {
        name: 'result.issued',
        purpose: 'Giải quyết hồ sơ',
        data: { resultId: id, resultName: name, resultNumber: number },
      },
    }
  })
}
