import { localDate, type WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import type { StoredFile } from '#platform/files/accept-upload.ts'
import { authorisedReceiver } from '../authorised.ts'
import { changeDossier, changeDossierIn, type Decision } from '../change.ts'
import { planOf } from '../plan.ts'
import { mayOwn, mayWorkAtDesk } from '../policy.ts'
import { findApproved, paperChanged } from '../previews/store.ts'
import { resultsToReturn } from '../results/returnable.ts'
import { mustBeKnown } from '../results/rules.ts'
import type { Receiver, ResultSource } from '../results/schema.ts'
import { insertHandovers, insertResult, type NewResult } from '../results/store.ts'
import { deskOf, mayBecome, maySolve, nextStep, outcomeOf, permissionOfStep, tellBy } from '../rules.ts'
import type { ResultMethod } from '../schema.ts'
import { solvedAt } from '../solved.ts'
import { closeStage, type Dossier, openStage } from '../store.ts'
import { termsOfDossier } from '../terms.ts'

type Solution = {
  readonly id: string
  readonly revision?: number | undefined
  readonly resultName: string
  readonly resultNumber: string
  /** The result itself, already checked and on disk (`acceptUpload`). */
  readonly file?: StoredFile | undefined
  /** Without a file: set from a form, from one if the province has it for this result, or on paper only. */
  readonly source?: Exclude<ResultSource, 'upload'> | undefined
  readonly note?: string | undefined
  /** The paper as it was looked at before: set from a form, with its check page. */
  readonly made?: Made | undefined
}

/** `agencyId`: for which agency it was set. */
type Made = Required<Pick<NewResult, 'file' | 'content' | 'publicToken'>> & { readonly agencyId: string }

/**
 * Có kết quả: the last counted step ends, the result is on file, the clock stops for good and the outcome is fixed by
 * the promise. The dossier goes to the one-stop to be handed over.
 * @throws Refusal 409 for a paper that was set for another agency, 422 for another result than the leader approved without
 * saying why.
 */
export async function solveDossier(ctx: Context, solution: Solution): Promise<Dossier> {
  return ctx.db.transaction().execute((tx) => solveDossierIn(tx, ctx, solution))
}

/** Solves inside a transaction that signs the paper too. */
export function solveDossierIn(transaction: Transaction, ctx: Context, solution: Solution): Promise<Dossier> {
  const { id, revision, resultName, resultNumber, file, note, source = 'auto', made } = solution
  const decide = async (
    tx: Transaction,
    dossier: Dossier,
    calendar: WorkingCalendar,
  ): Promise<Decision<'dossier.solved'>> => {
    mayWorkAtDesk(ctx.actor, permissionOfStep(dossier.stepRole), dossier)
    mayBecome(dossier, 'solved')
    const { steps } = await planOf(ctx, dossier)
    maySolve(steps, dossier.stepIndex)
    if (made && made.agencyId !== dossier.agencyId) throw paperChanged()
    const onPaper = file !== undefined || source === 'paper'
    await mustBeApproved(tx, id, { resultName, note, onPaper })
    const step = nextStep(steps, dossier.stepIndex)
    const now = ctx.now()
    const officer = { id: ctx.actor.id, name: ctx.actor.name }
    const agencyId = deskOf(step, dossier)
    const terms = await termsOfDossier(ctx, dossier)
    const outcome = outcomeOf(dossier, now, terms)
    await closeStage(tx, id, { at: now, note: note ?? null, officer })
    await openStage(tx, {
      dossierId: id,
      index: dossier.stepIndex + 1,
      step,
      agencyId,
      officer: null,
      startedAt: now,
      dueAt: null,
      tellBy: tellBy({ calendar, terms }, dossier, { at: now, toSelf: false }),
    })
    const signer = await signerOf(tx, id)
    await insertResult(tx, {
      dossierId: id,
      name: resultName,
      number: resultNumber,
      issuedOn: localDate(now),
      signedBy: signer?.name ?? officer.name,
      signerId: await whoLooked(tx, ctx, { dossierId: id, signer, resultName, onPaper, made }),
      agencyId: dossier.agencyId,
      issuedAt: now,
      ...(made
        ? { file: made.file, content: made.content, publicToken: made.publicToken, source: 'form' }
        : { source: file ? 'upload' : source, file }),
    })
    const index = dossier.stepIndex + 1
    const result = { resultName, resultNumber, outcome }
    return solvedAt(dossier, { ...result, step, index, agencyId, calendar, now })
  }
  return changeDossierIn(transaction, ctx, { id, revision, decide })
}

type Entering = {
  readonly dossierId: string
  readonly signer: Signatory | null
  readonly resultName: string
  readonly onPaper: boolean
  readonly made: Made | undefined
}

/**
 * Whose own key may sign the result: the leader who approved its draft, or who looks at the paper himself. What he did not
 * see the agency seals alone.
 */
async function whoLooked(tx: Transaction, ctx: Context, entering: Entering): Promise<string | null> {
  const { dossierId, signer, resultName, onPaper, made } = entering
  const id = signer === null ? ctx.actor.id : signer.id
  if (made && id === ctx.actor.id) return id
  const approved = await findApproved(tx, dossierId)
  return !onPaper && approved?.name === resultName && approved.by === id ? id : null
}

type Signatory = { readonly id: string | null; readonly name: string }

type Entered = {
  readonly resultName: string
  readonly note: string | undefined
  /** Not set from the form that the leader saw: uploaded, or on paper only. */
  readonly onPaper: boolean
}

/**
 * Kết quả đúng dự thảo đã duyệt: where the leader approved a draft, the result is that one, set from the same form, unless
 * the clerk writes why not.
 * @throws Refusal 422.
 */
export async function mustBeApproved(
  tx: Transaction,
  dossierId: string,
  { resultName, note, onPaper }: Entered,
): Promise<void> {
  if (note) return
  const approved = await findApproved(tx, dossierId)
  if (!approved || (approved.name === resultName && !onPaper)) return
  throw new Refusal(
    422,
    'dossier.not_as_approved',
    `Lãnh đạo đã duyệt dự thảo “${approved.name}” lập từ phôi. Hãy ghi đúng kết quả đó, hoặc ghi chú vì sao khác.`,
    { note: 'Ghi vì sao kết quả khác dự thảo đã duyệt' },
  )
}

/** Who finished the signing step last: the clerk who numbers the result has not signed it. */
export async function signerOf(tx: Transaction, dossierId: string): Promise<Signatory | null> {
  const stage = await tx
    .selectFrom('dossiers.stage')
    .select(['officerId', 'officerName'])
    .where('dossierId', '=', dossierId)
    .where('role', '=', 'leader')
    .where('finishedAt', 'is not', null)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return stage?.officerName ? { id: stage.officerId, name: stage.officerName } : null
}

type Return = {
  readonly id: string
  readonly revision?: number | undefined
  readonly method: ResultMethod
  /** Who fetched it; at the counter with the number of his paper, and for another than the applicant by what right. */
  readonly handedTo?: string | undefined
  readonly receiver?: Omit<Receiver, 'toName'> | undefined
  /** The authorised person took it, as the dossier has him. */
  readonly byAuthorised?: boolean | undefined
}

/**
 * Trả kết quả: at the counter to a named person, by post, or online into the citizen's own page.
 * @throws Refusal 409 when what there was is revoked, or goes online and is not signed yet; 422 for an unknown receiver.
 */
export async function returnResult(
  ctx: Context,
  { id, revision, method, byAuthorised = false, ...taken }: Return,
): Promise<Dossier> {
  return changeDossier(ctx, { id, revision }, async (tx, dossier) => {
    mayWorkAtDesk(ctx.actor, 'dossier.return', dossier)
    mayBecome(dossier, 'returned')
    const now = ctx.now()
    const receiver = byAuthorised
      ? authorisedReceiver(dossier)
      : { ...taken.receiver, toName: mustBeNamed(taken.handedTo) }
    mustBeKnown(method, receiver, dossier)
    const results = await resultsToReturn(tx, dossier, method)
    await closeStage(tx, id, {
      at: now,
      note: receiver.toName,
      officer: { id: ctx.actor.id, name: ctx.actor.name },
    })
    const resultIds = results.map((result) => result.id)
    await insertHandovers(tx, ctx, { resultIds, method, receiver })
    return {
      set: { state: 'returned', returnedAt: now, closedAt: now },
      event: { name: 'dossier.returned', purpose: 'Trả kết quả', data: { method } },
    }
  })
}

function mustBeNamed(handedTo: string | undefined): string {
  if (handedTo) return handedTo
  throw new Refusal(422, 'dossier.receiver_missing', 'Chưa ghi ai nhận kết quả. Hãy ghi tên người nhận.', {
    handedTo: 'Ghi tên người nhận',
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
