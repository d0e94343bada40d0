import type { WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import { endOf } from '../../procedures/index.ts'
import { alarmKey, changeDossierIn, type Decision, type Law } from '../change.ts'
import { mayWorkAtDesk } from '../policy.ts'
import {
  awaitsAnswer,
  mayAskAgain,
  mayBecome,
  permissionOfStep,
  returnedBy,
  stopForCitizen,
  supplementAnswerDue,
} from '../rules.ts'
import type { SupplementItem } from '../schema.ts'
import { type Dossier, insertSupplementRequest } from '../store.ts'
import { termsOfDossier } from '../terms.ts'

export type SupplementDemand = {
  readonly id: string
  readonly revision?: number | undefined
  readonly items: readonly SupplementItem[]
  readonly reason: string
}

/**
 * Yêu cầu bổ sung (form 02): everything that is missing, listed at once. The clock stands until the citizen answers;
 * an alarm closes the dossier when the time of the law is over without an answer: 15 working days, or what the sector law says.
 */
export async function requestSupplement(ctx: Context, demand: SupplementDemand): Promise<Dossier> {
  return ctx.db.transaction().execute((tx) => requestSupplementIn(tx, ctx, demand))
}

/** Asks inside a transaction that changes several. */
export async function requestSupplementIn(
  transaction: Transaction,
  ctx: Context,
  { id, revision, items, reason }: SupplementDemand,
): Promise<Dossier> {
  if (items.length === 0) {
    throw new Refusal(422, 'supplement.empty', 'Hãy ghi ít nhất một nội dung cần bổ sung.', {
      items: 'Ghi ít nhất một nội dung',
    })
  }
  const decide = async (
    tx: Transaction,
    dossier: Dossier,
    calendar: WorkingCalendar,
  ): Promise<Decision<'dossier.supplement-requested'>> => {
    const permission = dossier.receivedAt === null ? 'dossier.receive' : permissionOfStep(dossier.stepRole)
    mayWorkAtDesk(ctx.actor, permission, dossier)
    if (!mayAskAgain(dossier)) mayBecome(dossier, 'awaiting-supplement')
    const now = ctx.now()
    const terms = await termsOfDossier(ctx, dossier)
    const answerDueAt = supplementAnswerDue(calendar, now, terms)
    await insertSupplementRequest(tx, {
      dossierId: id,
      items: JSON.stringify(items),
      reason,
      requestedBy: ctx.actor.id,
      requestedByName: ctx.actor.name,
      requestedAt: now,
      answerDueAt,
      askBy: await askBy(tx, dossier, { calendar, terms }),
    })
    await addJob(tx, 'dossier.close-unsupplied', {
      payload: { id },
      runAt: answerDueAt,
      key: alarmKey.supplement(id),
    })
    const times = dossier.supplementRequests + 1
    return {
      set: {
        state: 'awaiting-supplement',
        supplementRequests: times,
        suppliedAt: null,
        clock: stopForCitizen(calendar, dossier.clock, now),
      },
      event: {
        name: 'dossier.supplement-requested',
        purpose: 'Giải quyết hồ sơ',
        data: { items: [...items], reason, answerDueAt: answerDueAt.toISOString(), times },
      },
    }
  }
  return changeDossierIn(transaction, ctx, { id, revision, decide })
}

/**
 * The last moment at which the law lets one ask: an online dossier with the first answer, one from the counter a working
 * day after it was handed in or when the sector law says, the solving agency two after the dossier came to it.
 */
async function askBy(tx: Transaction, dossier: Dossier, { calendar, terms }: Law): Promise<Date> {
  const { rules } = terms
  if (awaitsAnswer(dossier)) return dossier.dueAt
  if (dossier.stepIndex === 0)
    return endOf(calendar, rules['supplement-request-counter'], dossier.submittedAt)
  const arrived = await tx
    .selectFrom('dossiers.stage')
    .select('startedAt')
    .where('dossierId', '=', dossier.id)
    .where('agencyId', '=', dossier.agencyId)
    .where('stepIndex', '>', 0)
    .orderBy('id')
    .executeTakeFirst()
  const came = arrived?.startedAt ?? dossier.receivedAt ?? dossier.submittedAt
  const from = dossier.suppliedAt && dossier.suppliedAt > came ? dossier.suppliedAt : came
  return returnedBy(calendar, from, terms)
}
