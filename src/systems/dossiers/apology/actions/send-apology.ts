import type { WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { holds } from '#platform/permissions.ts'
import { changeDossierIn, type Decision } from '../../change.ts'
import { mustHaveLooked } from '../../previews/store.ts'
import { type Dossier, dossierMissing } from '../../store.ts'
import { termsOfDossier } from '../../terms.ts'
import { apologyTimes, mayBeApologised, mustBeLater } from '../rules.ts'
import { type Apology, findApology, insertApology } from '../store.ts'

export type ApologySending = {
  readonly id: string
  readonly revision?: number | undefined
  /** Left out: as the draft has it. */
  readonly reason?: string | undefined
  /** The new day (yyyy-MM-dd), until its close; left out: as the draft has it. */
  readonly newPromisedOn?: string | undefined
  /** True where he signs the very slip that he looked at. */
  readonly looked?: boolean | undefined
}

/**
 * Ký phiếu xin lỗi và hẹn lại (form 04): the head of the solving agency tells the citizen the reason and the one new date.
 * The promise moves, once; the outcome goes on being judged by the term itself. Refuses with 404 who does not sign for
 * the agency, with 409 a second apology, and a head with a key who has not looked at the slip.
 */
export async function sendApology(ctx: Context, sending: ApologySending): Promise<Dossier> {
  return ctx.db.transaction().execute((tx) => sendApologyIn(tx, ctx, sending))
}

/** Apologises inside a transaction that signs the slip too. */
export async function sendApologyIn(
  tx: Transaction,
  ctx: Context,
  { id, revision, ...wanted }: ApologySending,
): Promise<Dossier> {
  return changeDossierIn(tx, ctx, {
    id,
    revision,
    decide: (_, dossier, calendar) => apologised(tx, ctx, { dossier, calendar, wanted }),
  })
}

type Sending = {
  readonly dossier: Dossier
  readonly calendar: WorkingCalendar
  readonly wanted: Pick<ApologySending, 'reason' | 'newPromisedOn' | 'looked'>
}

async function apologised(
  tx: Transaction,
  ctx: Context,
  { dossier, calendar, wanted }: Sending,
): Promise<Decision<'dossier.apologised'>> {
  if (!holds(ctx.actor, 'dossier.approve', dossier.agencyId)) throw dossierMissing()
  if (!wanted.looked) await mustHaveLooked(tx, ctx.actor)
  const terms = await termsOfDossier(ctx, dossier)
  mayBeApologised(dossier, terms)
  const now = ctx.now()
  const { promisedAt } = dossier
  const draft = await findApology(tx, dossier.id)
  const reason = wanted.reason ?? draft?.reason
  if (reason === undefined) throw incomplete('reason', 'Ghi lý do trễ để người nộp hiểu')
  const newPromisedAt = wanted.newPromisedOn
    ? mustBeLater(calendar, promisedAt, { day: wanted.newPromisedOn, now })
    : stillAhead(draft, now)
  const startsAt = dossier.clock?.startsAt ?? promisedAt
  const { sendBy } = apologyTimes(calendar, { startsAt, dueAt: promisedAt }, terms)
  await keep(tx, draft, {
    dossierId: dossier.id,
    agencyId: dossier.agencyId,
    reason,
    promisedAt,
    newPromisedAt,
    sendBy,
    sentAt: now,
    sentBy: ctx.actor.id,
    sentByName: ctx.actor.name,
  })
  const data = { reason, newPromisedAt: newPromisedAt.toISOString(), inTime: now <= sendBy }
  return {
    set: { promisedAt: newPromisedAt, apologies: dossier.apologies + 1, dueSoonAt: null },
    event: { name: 'dossier.apologised', purpose: 'Giải quyết hồ sơ', data },
  }
}

type Sent = Omit<Parameters<typeof insertApology>[1], 'state' | 'draftedAt'>

async function keep(tx: Transaction, draft: Apology | undefined, sent: Sent): Promise<void> {
  if (!draft) {
    await insertApology(tx, { ...sent, state: 'sent', draftedAt: sent.sentAt ?? '' })
    return
  }
  await tx
    .updateTable('dossiers.apology')
    .set({ ...sent, state: 'sent' })
    .where('id', '=', draft.id)
    .execute()
}

/** The date of a draft that was left lying may have come near meanwhile. */
function stillAhead(draft: Apology | undefined, now: Date): Date {
  if (draft && draft.newPromisedAt > now) return draft.newPromisedAt
  throw incomplete('newPromisedOn', 'Chọn ngày hẹn mới')
}

function incomplete(field: string, sentence: string): Refusal {
  return new Refusal(422, 'apology.incomplete', 'Phiếu xin lỗi cần có lý do và ngày hẹn mới ở phía trước.', {
    [field]: sentence,
  })
}
