import type { Context } from '#platform/context.ts'

const DAYS = 7
const DAY_MS = 86_400_000

/**
 * Forgets previews of last week: what was signed is kept as slip or result, what was not is worth nothing. An approval stays
 * with its words and its hash; its bytes may go once the dossier has its result, which says the same.
 */
export async function dropOldPreviews(ctx: Context): Promise<void> {
  const old = new Date(ctx.now().getTime() - DAYS * DAY_MS)
  await ctx.db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('dossiers.preview')
      .where('preparedAt', '<', old)
      .where('approvedAt', 'is', null)
      .execute()
    await tx
      .updateTable('dossiers.preview as preview')
      .from('dossiers.dossier as dossier')
      .set({ fileHash: null })
      .whereRef('dossier.id', '=', 'preview.dossierId')
      .where('preview.approvedAt', '<', old)
      .where('preview.fileHash', 'is not', null)
      .where((eb) =>
        eb.or([eb('dossier.finishedAt', 'is not', null), eb('dossier.closedAt', 'is not', null)]),
      )
      .execute()
  })
}
