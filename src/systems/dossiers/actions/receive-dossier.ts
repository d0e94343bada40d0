import { workingMinutesBetween } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { limitUnder } from '../../procedures/index.ts'
import { changeDossierIn } from '../change.ts'
import { wholeClock } from '../joined/whole.ts'
import { planOf } from '../plan.ts'
import { mayWorkAtDesk } from '../policy.ts'
import { awaitsSupplement, beginClock, mayBecome } from '../rules.ts'
import { type Dossier, openStage } from '../store.ts'
import { termsOfDossier } from '../terms.ts'

export type Reception = {
  readonly id: string
  readonly revision?: number | undefined
  /** The published case; the one that the citizen chose, or the usual one, when left out. */
  readonly caseName?: string | null | undefined
}

/** Tiếp nhận hồ sơ: the legal clock starts, the promise is printed on the receipt, the first step begins. */
export async function receiveDossier(ctx: Context, reception: Reception): Promise<Dossier> {
  return ctx.db.transaction().execute((tx) => receiveDossierIn(tx, ctx, reception))
}

/** Receives inside a transaction that also entered the dossier. */
export async function receiveDossierIn(
  tx: Transaction,
  ctx: Context,
  { id, revision, caseName }: Reception,
): Promise<Dossier> {
  return changeDossierIn(tx, ctx, {
    id,
    revision,
    decide: async (_tx, dossier, calendar) => {
      mayWorkAtDesk(ctx.actor, 'dossier.receive', dossier)
      mayBecome(dossier, 'received')
      mayBeReceived(dossier)
      const now = ctx.now()
      const { steps, limit } = await planOf(ctx, dossier, caseName ?? undefined)
      const clock = dossier.joinedVersionId
        ? await wholeClock(tx, ctx, { ...dossier, caseName: caseName || dossier.caseName })
        : beginClock(calendar, limitUnder(await termsOfDossier(ctx, dossier), limit), now)
      const step = steps[0]
      if (!step) throw new Error(`Process ${dossier.processVersionId} has no steps`)
      const officer = { id: ctx.actor.id, name: ctx.actor.name }
      await openStage(tx, {
        dossierId: id,
        index: 0,
        step,
        agencyId: dossier.receptionAgencyId,
        officer,
        startedAt: now,
        dueAt: null,
      })
      return {
        set: {
          state: 'received',
          receivedAt: now,
          ...(caseName ? { caseName } : {}),
          clock,
          promisedAt: clock?.dueAt ?? null,
          firstPromisedAt: clock?.dueAt ?? null,
          deskAgencyId: dossier.receptionAgencyId,
          stepIndex: 0,
          stepName: step.name,
          stepRole: step.role,
          stepStartedAt: now,
          stepDueAt: null,
          assigneeId: officer.id,
          assigneeName: officer.name,
        },
        event: {
          name: 'dossier.received',
          purpose: 'Tiếp nhận hồ sơ',
          data: {
            receptionAgencyId: dossier.receptionAgencyId,
            firstAnswerMinutes: workingMinutesBetween(calendar, dossier.submittedAt, now),
          },
        },
      }
    },
  })
}

/**
 * A dossier that waits for a supplement may stand before or after its reception; its term begins once, and only with what
 * is complete: while the citizen is asked the next move is his.
 */
function mayBeReceived(dossier: Dossier): void {
  if (dossier.receivedAt !== null) {
    throw new Refusal(
      409,
      'dossier.received_before',
      'Hồ sơ đã được tiếp nhận và đang chờ công dân bổ sung. Khi có giấy tờ, hãy ghi nhận bổ sung.',
    )
  }
  if (awaitsSupplement(dossier)) {
    throw new Refusal(
      409,
      'dossier.not_supplied',
      'Người nộp đang được yêu cầu bổ sung. Khi có giấy tờ, hãy ghi nhận bổ sung, rồi tiếp nhận.',
    )
  }
}
