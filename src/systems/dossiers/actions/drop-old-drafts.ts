import type { Context } from '#platform/context.ts'

const DAYS = 30
const DAY_MS = 86_400_000

/** Takes away drafts that nobody has touched for 30 days, with their papers, as every filing page says. */
export async function dropOldDrafts(ctx: Context): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const untouched = new Date(ctx.now().getTime() - DAYS * DAY_MS)
    const old = await tx
      .deleteFrom('dossiers.draft')
      .where('updatedAt', '<', untouched)
      .returning('id')
      .execute()
    if (old.length === 0) return
    const ids = old.map((draft) => draft.id)
    await tx.deleteFrom('dossiers.attachment').where('dossierId', 'in', ids).execute()
  })
}
