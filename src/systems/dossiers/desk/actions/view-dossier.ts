import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { appendDossierEvent } from '../../change.ts'
import type { Dossier } from '../../store.ts'
import { mayRead } from '../reading.ts'

const USUAL_PURPOSE = 'Giải quyết hồ sơ'
const HOUR_MS = 3_600_000

/**
 * Mở hồ sơ: who looked into another's record, when and for what stays in the log and is visible to the citizen
 * (Luật Bảo vệ dữ liệu cá nhân). Once an hour for an officer and a dossier, so that turning pages does not fill it.
 */
export async function viewDossier(ctx: Context, { id }: { id: string }): Promise<Dossier> {
  const dossier = await mayRead(ctx.db, ctx.actor, id)
  await ctx.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`dossier.viewed:${id}:${ctx.actor.id}`}))`.execute(tx)
    const seen = await tx
      .selectFrom('platform.event')
      .select('id')
      .where('subjectId', '=', id)
      .where('name', '=', 'dossier.viewed')
      .where('actorId', '=', ctx.actor.id)
      .where('purpose', '=', USUAL_PURPOSE)
      .where('at', '>', new Date(ctx.now().getTime() - HOUR_MS))
      .executeTakeFirst()
    if (seen) return
    const event = { name: 'dossier.viewed' as const, purpose: USUAL_PURPOSE, data: {} }
    await appendDossierEvent(tx, ctx, { before: dossier, after: dossier, event })
  })
  return dossier
}

/** Notes that an officer reads the papers or slips of dossiers; what the applicant reads of his own is not noted. */
export async function noteReading(ctx: Context, ids: readonly string[]): Promise<void> {
  if (ctx.actor.kind !== 'officer') return
  for (const id of ids) await viewDossier(ctx, { id })
}

/** Xem số định danh: shows the whole number once, against a written reason that the citizen can read. */
export async function revealIdentityNumber(
  ctx: Context,
  { id, purpose }: { id: string; purpose: string },
): Promise<string | null> {
  return ctx.db.transaction().execute(async (tx) => {
    const dossier = await mayRead(tx, ctx.actor, id)
    const event = { name: 'dossier.viewed' as const, purpose: `Xem số định danh: ${purpose}`, data: {} }
    await appendDossierEvent(tx, ctx, { before: dossier, after: dossier, event })
    return dossier.applicantIdentityNumber
  })
}
