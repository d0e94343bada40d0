import type { Context } from '#platform/context.ts'
import { isFirstLook } from '#platform/events/first-look.ts'
import { appendDossierEvent } from '../../change.ts'
import type { Dossier } from '../../store.ts'
import { mayRead } from '../reading.ts'

const USUAL_PURPOSE = 'Giải quyết hồ sơ'

/**
 * Mở hồ sơ: who looked into another's record, when and for what stays in the log and is visible to the citizen
 * (Luật Bảo vệ dữ liệu cá nhân). Once an hour for an officer and a dossier, so that turning pages does not fill it.
 */
export async function viewDossier(ctx: Context, { id }: { id: string }): Promise<Dossier> {
  const dossier = await mayRead(ctx.db, ctx.actor, id)
  await ctx.db.transaction().execute(async (tx) => {
    if (!(await isFirstLook(tx, ctx, { name: 'dossier.viewed', subjectId: id, purpose: USUAL_PURPOSE })))
      return
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
