import { addWorkingMinutes, type WorkingCalendar, workingMinutesBetween } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import { formatDateTime } from '#platform/text/index.ts'
import { findAgency } from '../../administration/index.ts'
import { alarmKey, changeDossier, type Decision } from '../change.ts'
import { listLegs } from '../joined/read.ts'
import { planOf } from '../plan.ts'
import { isRunning } from '../rules.ts'
import type { Step } from '../schema.ts'
import type { Dossier } from '../store.ts'
import { termsOfDossier } from '../terms.ts'
import { apologyTimes, behindAt, expectedDone, newPromise, nextLook } from './rules.ts'
import { findApology, insertApology } from './store.ts'

type Alarm = { readonly id: string; readonly promisedAt: string; readonly look?: number }

/** Looks that are spread over the time before the apology is due; the last in time is at that moment itself. */
const LOOKS = 3
/** All looks together, so that a queue whose clock is ahead of ours never goes round; the promise rings for whatever is left. */
const LOOKS_AT_MOST = 8

/**
 * Soạn phiếu xin lỗi: fires before the promise, while there is time for the head to sign and for the citizen to know.
 * A dossier that is on track is looked at again later; one whose steps do not fit before the promise gets a draft with
 * its reason from the facts and the new date that the calendar gives. One that broke its promise without an apology
 * (`markOverdue`) gets it then: late, and the board says so, but the citizen is owed the reason and a date all the same.
 */
export async function draftApology(ctx: Context, alarm: Alarm): Promise<void> {
  await changeDossier(ctx, alarm, (tx, dossier, calendar) => drafted(tx, ctx, { alarm, dossier, calendar }))
}

async function drafted(
  tx: Transaction,
  ctx: Context,
  { alarm, dossier, calendar }: { alarm: Alarm; dossier: Dossier; calendar: WorkingCalendar },
): Promise<Decision<'dossier.apology-drafted'> | null> {
  const { id, promisedAt, clock } = dossier
  const terms = await termsOfDossier(ctx, dossier)
  const meant = isRunning(dossier.state) && promisedAt?.toISOString() === alarm.promisedAt
  if (!meant || !clock || dossier.apologies >= terms.rules.apologies.value) return null
  if (await findApology(tx, id)) return null
  const now = ctx.now()
  const held = await heldBy(tx, ctx, { dossier, calendar })
  const { expected } = held
  const { sendBy } = apologyTimes(calendar, { startsAt: clock.startsAt, dueAt: promisedAt }, terms)
  if (now < promisedAt && expected <= promisedAt) {
    const look = (alarm.look ?? 1) + 1
    const runAt = nextLook(calendar, now, { ...held, sendBy, promisedAt, last: look > LOOKS })
    const payload = { ...alarm, look }
    if (runAt && look <= LOOKS_AT_MOST)
      await addJob(tx, 'dossier.draft-apology', { payload, runAt, key: alarmKey.apology(id) })
    return null
  }
  const newPromisedAt = newPromise(calendar, promisedAt, expected)
  const reason = await proposedReason(tx, held, now)
  const draft = {
    dossierId: id,
    agencyId: dossier.agencyId,
    state: 'draft',
    reason,
    promisedAt,
    newPromisedAt,
  }
  await insertApology(tx, { ...draft, sendBy, draftedAt: now })
  const data = { sendBy: sendBy.toISOString(), newPromisedAt: newPromisedAt.toISOString() }
  return { set: {}, event: { name: 'dossier.apology-drafted', data } }
}

/** Only what is known: which step holds the dossier, since when, how many steps are left. The head puts it into his words. */
async function proposedReason(tx: Transaction, { part, steps }: Held, now: Date): Promise<string> {
  const dossier = part
  const desk = (await findAgency(tx, dossier.deskAgencyId))?.name ?? dossier.deskAgencyId
  const since = dossier.stepStartedAt ? ` từ ${formatDateTime(dossier.stepStartedAt)}` : ''
  const late =
    dossier.stepDueAt && dossier.stepDueAt < now
      ? `, quá hạn của bước (${formatDateTime(dossier.stepDueAt)})`
      : ''
  const left = steps.slice(dossier.stepIndex + 1).filter((step) => step.kind !== 'return').length
  const rest = left > 0 ? ` Sau bước này còn ${left} bước trước khi có kết quả.` : ''
  const what = dossier.wholeId === null ? 'Hồ sơ' : `Phần “${dossier.procedureName}”`
  return `${what} đang ở bước “${dossier.stepName}” tại ${desk}${since}${late}.${rest}`
}

/** What holds a dossier up: itself, or the leg of a whole that is furthest behind its own term; and when it falls behind while it is on track. */
type Held = {
  readonly part: Dossier
  readonly steps: readonly Step[]
  readonly expected: Date
  readonly behindAt: Date | null
}

async function heldBy(
  tx: Transaction,
  ctx: Context,
  { dossier, calendar }: { dossier: Dossier; calendar: WorkingCalendar },
): Promise<Held> {
  const now = ctx.now()
  const { steps } = await planOf(ctx, dossier)
  const { promisedAt } = dossier
  if (dossier.joinedVersionId === null || promisedAt === null) {
    const expected = expectedDone(calendar, { ...dossier, steps }, now)
    const ahead = { stepDueAt: dossier.stepDueAt, expected, promisedAt: promisedAt ?? expected }
    return { part: dossier, steps, expected, behindAt: behindAt(calendar, ahead, now) }
  }
  let held: Held = { part: dossier, steps, expected: promisedAt, behindAt: null }
  for (const leg of await listLegs(tx, dossier.id)) {
    if (!isRunning(leg.state) || leg.promisedAt === null) continue
    const own = await ctx.calendar(leg.agencyId)
    const plan = await planOf(ctx, leg)
    const done = expectedDone(own, { ...leg, steps: plan.steps }, now)
    const behind = Math.max(0, workingMinutesBetween(own, leg.promisedAt, done))
    const expected = behind > 0 ? addWorkingMinutes(calendar, promisedAt, behind) : promisedAt
    const behindAt = sooner(held.behindAt, leg.stepDueAt, now)
    held =
      expected > held.expected ? { part: leg, steps: plan.steps, expected, behindAt } : { ...held, behindAt }
  }
  return held
}

function sooner(found: Date | null, ends: Date | null, now: Date): Date | null {
  return ends === null || ends <= now || (found !== null && found <= ends) ? found : ends
}
