import type { WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { holds } from '#platform/permissions.ts'
import { changeDossierIn, type Decision } from '../change.ts'
import { legsToSupply } from '../joined/supplements.ts'
import { mayOwn } from '../policy.ts'
import { resumeStep } from '../resume-step.ts'
import { awaitsSupplement, goOn, marksOfPromise, mustBeCurrent, tellBy } from '../rules.ts'
import { type Dossier, listAttachments, lockDossier } from '../store.ts'
import { termsOfDossier } from '../terms.ts'
import { addPaper, type CheckedPaper } from './attach-paper.ts'

type Supplying = {
  readonly id: string
  readonly answer: string
  readonly revision?: number | undefined
  /** What the counter takes in with the answer: refused together with it. */
  readonly papers?: readonly CheckedPaper[]
}

/**
 * Bổ sung hồ sơ: the citizen (or the counter for him) answers the request. The term is counted anew from the complete
 * dossier (docs/law-rules.md, rule 8); before
 * reception there was none, and the dossier waits to be received with a mark that it is complete.
 */
export async function supplyDossier(
  ctx: Context,
  { id, answer, revision, papers = [] }: Supplying,
): Promise<Dossier> {
  return ctx.db.transaction().execute(async (tx) => {
    const asked = await lockDossier(tx, id)
    if (!holds(ctx.actor, 'dossier.receive', asked.receptionAgencyId)) mayOwn(ctx.actor, asked)
    mustBeCurrent(asked, revision)
    for (const paper of papers) await addPaper(tx, ctx, { dossier: asked, ...paper })
    if (asked.joinedVersionId === null || asked.receivedAt === null) return supplyIn(tx, ctx, { id, answer })
    // Of a whole that was received its legs ask; one answer serves all of them.
    for (const leg of await legsToSupply(tx, asked)) await supplyIn(tx, ctx, { id: leg.id, answer })
    return lockDossier(tx, id)
  })
}

/** Answers the open request of one dossier or leg. The caller has asked whether the actor may. */
async function supplyIn(
  transaction: Transaction,
  ctx: Context,
  { id, answer }: { id: string; answer: string },
): Promise<Dossier> {
  const decide = async (tx: Transaction, dossier: Dossier, calendar: WorkingCalendar) => {
    if (!awaitsSupplement(dossier)) throw notAsked()
    const now = ctx.now()
    const request = await tx
      .updateTable('dossiers.supplementRequest')
      .set({ answeredAt: now, answer, tellBy: await arrivesBy(ctx, { dossier, calendar, now }) })
      .where('dossierId', '=', id)
      .where('answeredAt', 'is', null)
      .returning('requestedAt')
      .executeTakeFirst()
    const added = (await listAttachments(tx, id)).filter(
      (each) => request && each.addedAt > request.requestedAt,
    )
    const clock = goOn(calendar, dossier.clock, { at: now, mode: 'restart' })
    const received = dossier.receivedAt !== null
    const step = await resumeStep(tx, dossier, {
      calendar,
      recall: ctx.recall,
      clock,
      at: now,
      mode: 'restart',
    })
    return {
      set: {
        suppliedAt: now,
        clock,
        ...step,
        ...(received ? { state: dossier.stepIndex === 0 ? 'received' : 'processing' } : {}),
        ...(clock ? { promisedAt: clock.dueAt, ...marksOfPromise(clock) } : {}),
      },
      event: { name: 'dossier.supplemented', data: { papers: added.length } },
    } satisfies Decision<'dossier.supplemented'>
  }
  return changeDossierIn(transaction, ctx, { id, decide })
}

type Arriving = { readonly dossier: Dossier; readonly calendar: WorkingCalendar; readonly now: Date }

/** What was completed comes to a desk again, and whoever works there must know of it in time. */
async function arrivesBy(ctx: Context, { dossier, calendar, now }: Arriving): Promise<Date | null> {
  const toSelf = dossier.assigneeId === ctx.actor.id
  return tellBy({ calendar, terms: await termsOfDossier(ctx, dossier) }, dossier, { at: now, toSelf })
}

function notAsked(): Refusal {
  return new Refusal(
    409,
    'supplement.not_asked',
    'Hồ sơ không còn chờ bổ sung. Hãy tải lại trang để xem tình trạng mới nhất.',
  )
}
