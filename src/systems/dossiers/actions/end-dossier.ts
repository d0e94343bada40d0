import type { WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { holds } from '#platform/permissions.ts'
import { groundInFull } from '../../procedures/index.ts'
import { changeDossier, changeDossierIn, type Decision, type Law } from '../change.ts'
import { mayOwn, mayWorkAtDesk } from '../policy.ts'
import { mayBecome, permissionOfStep } from '../rules.ts'
import { groundOn, mustBeReached } from '../stop-grounds.ts'
import { closeStage, type Dossier, dossierMissing } from '../store.ts'
import { termsOfDossier } from '../terms.ts'
import { addPaper, type CheckedPaper } from './attach-paper.ts'

type Ending = { readonly id: string; readonly revision?: number | undefined; readonly reason: string }

/** Rút hồ sơ: the applicant takes it back, any time before a decision. */
export async function withdrawDossier(ctx: Context, { id, revision, reason }: Ending): Promise<Dossier> {
  return changeDossier(ctx, { id, revision }, (tx, dossier) => {
    mayOwn(ctx.actor, dossier)
    return withdrawn(tx, ctx, { dossier, reason })
  })
}

/**
 * Rút hồ sơ tại một cửa: the desk that took it in writes down what an applicant without an account says. Refuses with
 * 409 who has one: he withdraws on his own page, so that nobody does it in his name. The paper that he signed comes with it.
 */
export async function withdrawAtCounter(
  ctx: Context,
  { id, revision, reason, papers = [] }: Ending & { readonly papers?: readonly CheckedPaper[] },
): Promise<Dossier> {
  return changeDossier(ctx, { id, revision }, async (tx, dossier) => {
    if (!holds(ctx.actor, 'dossier.receive', dossier.receptionAgencyId)) throw dossierMissing()
    if (dossier.accountId !== null) {
      throw new Refusal(
        409,
        'dossier.own_account',
        'Người nộp có tài khoản thì tự rút trên trang hồ sơ của mình. Hãy hướng dẫn người nộp.',
      )
    }
    const decision = await withdrawn(tx, ctx, { dossier, reason })
    for (const paper of papers) await addPaper(tx, ctx, { dossier, ...paper })
    return decision
  })
}

async function withdrawn(
  tx: Transaction,
  ctx: Context,
  { dossier, reason }: { dossier: Dossier; reason: string },
): Promise<Decision<'dossier.withdrawn'>> {
  mayBecome(dossier, 'withdrawn')
  await closeStage(tx, dossier.id, { at: ctx.now(), note: reason })
  return {
    set: { state: 'withdrawn', closedAt: ctx.now(), closingReason: reason },
    event: { name: 'dossier.withdrawn', data: { reason } },
  }
}

type Stopping = Ending & {
  /** One of the grounds of law/stop-grounds.json that hold today. */
  readonly groundId: string
  /** The paper or article, where the ground asks for one. */
  readonly groundText?: string | undefined
}

/** Dừng giải quyết, only while no decision was issued and on a legal ground (NĐ 118/2025 Điều 21). */
export async function stopDossier(ctx: Context, stopping: Stopping): Promise<Dossier> {
  return ctx.db.transaction().execute((tx) => stopDossierIn(tx, ctx, stopping))
}

/** Stops inside a transaction that signs the notice too. */
export function stopDossierIn(transaction: Transaction, ctx: Context, stopping: Stopping): Promise<Dossier> {
  const { id, revision, reason } = stopping
  const decide = async (
    tx: Transaction,
    dossier: Dossier,
    calendar: WorkingCalendar,
  ): Promise<Decision<'dossier.stopped'>> => {
    mayWorkAtDesk(ctx.actor, permissionOfStep(dossier.stepRole), dossier)
    mayBecome(dossier, 'stopped')
    const terms = await termsOfDossier(ctx, dossier)
    const legalGround = await writtenGround(tx, stopping, { dossier, calendar, terms, now: ctx.now() })
    await closeStage(tx, id, { at: ctx.now(), note: reason })
    return {
      set: { state: 'stopped', closedAt: ctx.now(), closingReason: reason },
      event: { name: 'dossier.stopped', purpose: 'Giải quyết hồ sơ', data: { reason, legalGround } },
    }
  }
  return changeDossierIn(transaction, ctx, { id, revision, decide })
}

type Ground = Pick<Stopping, 'groundId' | 'groundText'>

/** The ground in full, as the notice prints it: text, act, and what the officer names himself. */
export async function writtenGround(
  tx: Transaction,
  { groundId, groundText }: Ground,
  judged: Law & { readonly dossier: Dossier; readonly now: Date },
): Promise<string> {
  const ground = await groundOn(tx, groundId, judged.now)
  await mustBeReached(tx, ground, judged)
  if (ground.needsText && !groundText) {
    throw new Refusal(422, 'stop.ground_text', 'Căn cứ này cần ghi rõ văn bản hoặc điều luật.', {
      groundText: 'Ghi số văn bản hoặc điều luật',
    })
  }
  return [groundInFull(ground, judged.terms), ...(groundText ? [groundText] : [])].join(': ')
}
