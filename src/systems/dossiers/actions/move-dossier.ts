import { localDate, type WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { changeDossier, changeDossierIn, type Decision } from '../change.ts'
import { officersAtDesk } from '../desk/officers.ts'
import { planOf } from '../plan.ts'
import { mayWorkAtDesk } from '../policy.ts'
import { deskOf, isRunning, mayBecome, nextStep, permissionOfStep, stepDue } from '../rules.ts'
import type { Step } from '../schema.ts'
import { closeStage, type Dossier, openStage } from '../store.ts'

export type Officer = { readonly id: string; readonly name: string }

export type HandOver = {
  readonly id: string
  readonly revision?: number | undefined
  /** Who shall do the next step; nobody yet when left out: it waits in the agency's queue. */
  readonly officer?: Officer | undefined
  readonly note?: string | undefined
}

/** Chuyển bước: ends the present step and puts the dossier on the next desk of its internal process. */
export async function handOver(ctx: Context, hand: HandOver): Promise<Dossier> {
  return changeDossier(ctx, hand, (tx, dossier, calendar) => advance(tx, ctx, { dossier, calendar, hand }))
}

/** Hands several over, all or none. */
export async function handOverAll(ctx: Context, hands: readonly HandOver[]): Promise<Dossier[]> {
  return ctx.db.transaction().execute(async (tx) => {
    const moved: Dossier[] = []
    for (const hand of [...hands].sort((a, b) => a.id.localeCompare(b.id))) {
      moved.push(await handOverIn(tx, ctx, hand))
    }
    return moved
  })
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
  const { steps } = await planOf(tx, dossier)
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
  const place = { dossier, calendar, step, index: dossier.stepIndex + 1, officer: hand.officer ?? null }
  const { set, data } = await moveTo(tx, ctx, { ...place, note })
  return {
    set: { ...set, state: 'processing' },
    event: { name: 'dossier.handed-over', purpose: 'Giải quyết hồ sơ', data: { ...data, note } },
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
    const { steps } = await planOf(tx, dossier)
    const step = steps[dossier.stepIndex - 1]
    if (!step)
      throw new Refusal(409, 'dossier.first_step', 'Đây là bước đầu, không có bước trước để trả lại.')
    const officer = await officerOfStep(tx, dossier, dossier.stepIndex - 1)
    const place = { dossier, calendar, step, index: dossier.stepIndex - 1, officer }
    const { set, data } = await moveTo(tx, ctx, { ...place, note: reason })
    return {
      set,
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

type Move = {
  dossier: Dossier
  calendar: WorkingCalendar
  step: Step
  index: number
  officer: Officer | null
  note: string | null
}

async function moveTo(
  tx: Transaction,
  ctx: Context,
  { dossier, calendar, step, index, officer, note }: Move,
) {
  const now = ctx.now()
  const agencyId = deskOf(step, dossier)
  const dueAt = stepDue(calendar, step.minutes, { from: now, promisedAt: dossier.promisedAt })
  await closeStage(tx, dossier.id, { at: now, note, officer: { id: ctx.actor.id, name: ctx.actor.name } })
  await openStage(tx, { dossierId: dossier.id, index, step, agencyId, officer, startedAt: now, dueAt })
  const set = {
    deskAgencyId: agencyId,
    stepIndex: index,
    stepName: step.name,
    stepRole: step.role,
    stepStartedAt: now,
    stepDueAt: dueAt,
    assigneeId: officer?.id ?? null,
    assigneeName: officer?.name ?? null,
  }
  const data = {
    stepName: step.name,
    role: step.role,
    dueAt: dueAt?.toISOString() ?? null,
    deskAgencyId: agencyId,
    officerId: officer?.id ?? null,
    officerName: officer?.name ?? null,
  }
  return { set, data }
}

async function officerOfStep(tx: Transaction, dossier: Dossier, index: number): Promise<Officer | null> {
  const stage = await tx
    .selectFrom('dossiers.stage')
    .select(['officerId', 'officerName'])
    .where('dossierId', '=', dossier.id)
    .where('stepIndex', '=', index)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return stage?.officerId && stage.officerName ? { id: stage.officerId, name: stage.officerName } : null
}
