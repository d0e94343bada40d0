import { localDate, type WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import type { Terms } from '../../procedures/index.ts'
import { changeDossier, changeDossierIn, type Decision } from '../change.ts'
import { officersAtDesk } from '../desk/officers.ts'
import { planOf } from '../plan.ts'
import { mayWorkAtDesk } from '../policy.ts'
import {
  deskOf,
  isRunning,
  mayBecome,
  nextStep,
  permissionOfStep,
  returnedBy,
  stepDue,
  tellBy,
} from '../rules.ts'
import type { Step } from '../schema.ts'
import type { Dossier, Move } from '../store.ts'
import { termsOfDossier } from '../terms.ts'

export type Officer = { readonly id: string; readonly name: string }

export type HandOver = {
  readonly id: string
  readonly revision?: number | undefined
  /** Who shall do the next step; nobody yet when left out: it waits in the agency's queue. */
  readonly officer?: Officer | undefined
  readonly note?: string | undefined
  /** SHA-256 of the draft of the result that the leader looked at and approved. */
  readonly approvedHash?: string | undefined
}

/** Chuyển bước: ends the present step and puts the dossier on the next desk of its internal process. */
export async function handOver(ctx: Context, hand: HandOver): Promise<Dossier> {
  return changeDossier(ctx, hand, (tx, dossier, calendar) => advance(tx, ctx, { dossier, calendar, hand }))
}

/** Hands over inside a transaction that changes several. */
export async function handOverIn(tx: Transaction, ctx: Context, hand: HandOver): Promise<Dossier> {
  const decide = (_: Transaction, dossier: Dossier, calendar: WorkingCalendar) =>
    advance(tx, ctx, { dossier, calendar, hand })
  return changeDossierIn(tx, ctx, { id: hand.id, revision: hand.revision, decide })
}

type Advance = { dossier: Dossier; calendar: WorkingCalendar; hand: HandOver }

async function advance(
  tx: Transaction,
  ctx: Context,
  { dossier, calendar, hand }: Advance,
): Promise<Decision<'dossier.handed-over'>> {
  mayWorkAtDesk(ctx.actor, permissionOfStep(dossier.stepRole), dossier)
  if (dossier.state !== 'processing') mayBecome(dossier, 'processing')
  mustRun(dossier)
  const [{ steps }, terms] = await Promise.all([planOf(ctx, dossier), termsOfDossier(ctx, dossier)])
  const step = nextStep(steps, dossier.stepIndex)
  if (step.kind === 'return') {
    throw new Refusal(
      409,
      'dossier.result_missing',
      'Hồ sơ đã qua mọi bước. Hãy ghi kết quả để chuyển sang trả kết quả.',
    )
  }
  if (hand.officer) await mustServeAt(tx, ctx, { agencyId: deskOf(step, dossier), officer: hand.officer })
  const note = hand.note ?? null
  const approved = hand.approvedHash ? { approvedHash: hand.approvedHash } : {}
  const place = {
    dossier,
    calendar,
    terms,
    step,
    index: dossier.stepIndex + 1,
    officer: hand.officer ?? null,
  }
  const { set, move, data } = moveTo(ctx, { ...place, note })
  return {
    set: { ...set, state: 'processing' },
    move,
    event: { name: 'dossier.handed-over', purpose: 'Giải quyết hồ sơ', data: { ...data, note, ...approved } },
  }
}

async function mustServeAt(
  tx: Transaction,
  ctx: Context,
  { agencyId, officer }: { agencyId: string; officer: Officer },
): Promise<void> {
  const serving = await officersAtDesk(tx, agencyId, localDate(ctx.now()))
  if (serving.some((each) => each.id === officer.id)) return
  throw new Refusal(
    422,
    'dossier.officer_elsewhere',
    'Người nhận không làm việc ở cơ quan của bước sau. Hãy chọn người khác hoặc để trống.',
    { officerId: 'Chọn người làm ở cơ quan của bước sau' },
  )
}

/** Trả lại bước trước: the step before begins again, with the reason. */
export async function sendBack(
  ctx: Context,
  { id, revision, reason }: { id: string; revision?: number | undefined; reason: string },
): Promise<Dossier> {
  return changeDossier(ctx, { id, revision }, async (tx, dossier, calendar) => {
    mayWorkAtDesk(ctx.actor, permissionOfStep(dossier.stepRole), dossier)
    mustRun(dossier)
    const [{ steps }, terms] = await Promise.all([planOf(ctx, dossier), termsOfDossier(ctx, dossier)])
    const step = steps[dossier.stepIndex - 1]
    if (!step)
      throw new Refusal(409, 'dossier.first_step', 'Đây là bước đầu, không có bước trước để trả lại.')
    const officer = await officerOfStep(tx, dossier, {
      step,
      index: dossier.stepIndex - 1,
      on: localDate(ctx.now()),
    })
    const place = { dossier, calendar, terms, step, index: dossier.stepIndex - 1, officer }
    const { set, move, data } = moveTo(ctx, { ...place, note: reason })
    return {
      set,
      move,
      event: { name: 'dossier.sent-back', purpose: 'Giải quyết hồ sơ', data: { ...data, reason } },
    }
  })
}

function mustRun(dossier: Dossier): void {
  if (isRunning(dossier.state)) return
  throw new Refusal(
    409,
    'dossier.not_running',
    'Hồ sơ đang dừng hoặc đã kết thúc, chưa chuyển bước được. Hãy tải lại trang.',
  )
}

type Way = {
  dossier: Dossier
  calendar: WorkingCalendar
  terms: Terms
  step: Step
  index: number
  officer: Officer | null
  note: string | null
}

/** What a move to another step writes, and what its event says. */
function moveTo(ctx: Context, { dossier, calendar, terms, step, index, officer, note }: Way) {
  const now = ctx.now()
  const agencyId = deskOf(step, dossier)
  const dueAt = stepDue(calendar, step.minutes, { from: now, promisedAt: dossier.promisedAt })
  const told = tellBy({ calendar, terms }, dossier, { at: now, toSelf: officer?.id === ctx.actor.id })
  const move: Move = {
    end: { at: now, note, officer: { id: ctx.actor.id, name: ctx.actor.name } },
    next: { dossierId: dossier.id, index, step, agencyId, officer, startedAt: now, dueAt, tellBy: told },
  }
  const set = {
    deskAgencyId: agencyId,
    stepIndex: index,
    stepName: step.name,
    stepRole: step.role,
    stepStartedAt: now,
    stepDueAt: dueAt,
    assigneeId: officer?.id ?? null,
    assigneeName: officer?.name ?? null,
    // It comes to the agency that solves: from now on it may be sent back for so long.
    ...(dossier.stepIndex === 0 ? { askBy: returnedBy(calendar, now, terms) } : {}),
  }
  const data = {
    stepName: step.name,
    role: step.role,
    dueAt: dueAt?.toISOString() ?? null,
    deskAgencyId: agencyId,
    officerId: officer?.id ?? null,
    officerName: officer?.name ?? null,
  }
  return { set, move, data }
}

/** Who did the step before; nobody when he does not serve there any more: then it waits in the agency's queue. */
async function officerOfStep(
  tx: Transaction,
  dossier: Dossier,
  { step, index, on }: { step: Step; index: number; on: string },
): Promise<Officer | null> {
  const stage = await tx
    .selectFrom('dossiers.stage')
    .select(['officerId', 'officerName'])
    .where('dossierId', '=', dossier.id)
    .where('stepIndex', '=', index)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!stage?.officerId || !stage.officerName) return null
  const serving = await officersAtDesk(tx, deskOf(step, dossier), on)
  if (!serving.some(({ id }) => id === stage.officerId)) return null
  return { id: stage.officerId, name: stage.officerName }
}
