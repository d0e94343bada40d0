import { randomUUID } from 'node:crypto'
import type { Insertable } from 'kysely'
import { addWorkingMinutes, localDate, workingMinutesBetween } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import type { DossiersResult } from '#platform/database/tables.ts'
import { Refusal } from '#platform/errors.ts'
import type { StoredFile } from '#platform/files/accept-upload.ts'
import { changeDossier } from '../change.ts'
import { planOf } from '../plan.ts'
import { mayOwn, mayWorkAtDesk } from '../policy.ts'
import { deskOf, mayBecome, maySolve, nextStep, outcomeOf, permissionOfStep } from '../rules.ts'
import type { ResultMethod } from '../schema.ts'
import { closeStage, type Dossier, openStage } from '../store.ts'

type Solution = {
  readonly id: string
  readonly revision?: number | undefined
  readonly resultName: string
  readonly resultNumber: string
  /** The result itself, already checked and on disk (`acceptUpload`). */
  readonly file?: StoredFile | undefined
  readonly note?: string | undefined
}

/**
 * Có kết quả: the last counted step ends, the result is on file, the clock stops for good and the outcome is fixed by
 * the promise. The dossier goes to the one-stop to be handed over.
 */
export async function solveDossier(ctx: Context, solution: Solution): Promise<Dossier> {
  const { id, revision, resultName, resultNumber, file, note } = solution
  return changeDossier(ctx, { id, revision }, async (tx, dossier, calendar) => {
    mayWorkAtDesk(ctx.actor, permissionOfStep(dossier.stepRole), dossier)
    mayBecome(dossier, 'solved')
    const { steps } = await planOf(tx, dossier)
    maySolve(steps, dossier.stepIndex)
    const step = nextStep(steps, dossier.stepIndex)
    const now = ctx.now()
    const officer = { id: ctx.actor.id, name: ctx.actor.name }
    const agencyId = deskOf(step, dossier)
    const outcome = outcomeOf(dossier, dossier.promisedAt, now)
    await closeStage(tx, id, { at: now, note: note ?? null, officer })
    await openStage(tx, {
      dossierId: id,
      index: dossier.stepIndex + 1,
      step,
      agencyId,
      officer: null,
      startedAt: now,
      dueAt: null,
    })
    const signer = await signerOf(tx, id)
    await insertResult(tx, {
      dossierId: id,
      name: resultName,
      number: resultNumber,
      issuedOn: localDate(now),
      signedBy: signer ?? officer.name,
      issuedAt: now,
      file,
    })
    const workingMinutes = dossier.receivedAt && workingMinutesBetween(calendar, dossier.receivedAt, now)
    return {
      set: {
        state: 'solved',
        finishedAt: now,
        outcome,
        resultNumber,
        deskAgencyId: agencyId,
        stepIndex: dossier.stepIndex + 1,
        stepName: step.name,
        stepRole: step.role,
        stepStartedAt: now,
        stepDueAt: addWorkingMinutes(calendar, now, 0),
        assigneeId: null,
        assigneeName: null,
      },
      event: {
        name: 'dossier.solved',
        purpose: 'Giải quyết hồ sơ',
        data: { outcome, resultName, resultNumber, workingMinutes },
      },
    }
  })
}

type NewResult = Omit<Insertable<DossiersResult>, 'id' | 'fileHash'> & { file: StoredFile | undefined }

async function insertResult(tx: Transaction, { file, ...result }: NewResult): Promise<void> {
  if (file) {
    await tx
      .insertInto('platform.file')
      .values(file)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await tx
    .insertInto('dossiers.result')
    .values({ ...result, id: randomUUID(), fileHash: file?.hash ?? null })
    .execute()
}

/** Who finished the signing step last: the clerk who numbers the result has not signed it. */
async function signerOf(tx: Transaction, dossierId: string): Promise<string | null> {
  const stage = await tx
    .selectFrom('dossiers.stage')
    .select('officerName')
    .where('dossierId', '=', dossierId)
    .where('role', '=', 'leader')
    .where('finishedAt', 'is not', null)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return stage?.officerName ?? null
}

type Return = {
  readonly id: string
  readonly revision?: number | undefined
  readonly method: ResultMethod
  /** Who fetched it at the counter, with the number of his paper. */
  readonly handedTo: string
}

/** Trả kết quả: at the counter to a named person, by post, or online into the citizen's own page. */
export async function returnResult(
  ctx: Context,
  { id, revision, method, handedTo }: Return,
): Promise<Dossier> {
  return changeDossier(ctx, { id, revision }, async (tx, dossier) => {
    mayWorkAtDesk(ctx.actor, 'dossier.return', dossier)
    mayBecome(dossier, 'returned')
    const now = ctx.now()
    await closeStage(tx, id, { at: now, note: handedTo, officer: { id: ctx.actor.id, name: ctx.actor.name } })
    await tx
      .updateTable('dossiers.result')
      .set({ handedOverAt: now, handedTo, handedMethod: method })
      .where('dossierId', '=', id)
      .execute()
    return {
      set: { state: 'returned', returnedAt: now, closedAt: now },
      event: { name: 'dossier.returned', purpose: 'Trả kết quả', data: { method } },
    }
  })
}

/** Đánh giá, once, by the applicant, after the result (or the refusal) is there. */
export async function rateDossier(
  ctx: Context,
  { id, stars, comment }: { id: string; stars: number; comment?: string | undefined },
): Promise<Dossier> {
  return changeDossier(ctx, { id }, async (tx, dossier) => {
    mayOwn(ctx.actor, dossier)
    if (dossier.finishedAt === null && dossier.closedAt === null) {
      throw new Refusal(409, 'rating.too_early', 'Bạn đánh giá được sau khi hồ sơ có kết quả.')
    }
    const inserted = await tx
      .insertInto('dossiers.rating')
      .values({ dossierId: id, stars, comment: comment ?? null, ratedAt: ctx.now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('dossierId')
      .executeTakeFirst()
    if (!inserted) throw new Refusal(409, 'rating.given', 'Bạn đã đánh giá hồ sơ này rồi. Cảm ơn bạn.')
    return { set: {}, event: { name: 'dossier.rated', data: { stars } } }
  })
}
