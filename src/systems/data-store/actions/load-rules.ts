import type { Context } from '#platform/context.ts'
import { mayUse } from '#platform/permissions.ts'
import { dataStoreEvents } from '../events.ts'
import type { DataStoreFile } from '../schema.ts'
import { listKinds, listRules, replaceRules } from '../store.ts'

/** Brings kinds of papers and rules of digitising to the file of the province; 0 when it says nothing new. */
export async function loadDataStoreRules(ctx: Context, file: DataStoreFile): Promise<{ rules: number }> {
  return ctx.db.transaction().execute(async (tx) => {
    mayUse(ctx.actor, 'procedure.manage')
    const held = { digitising: await listRules(tx), kinds: await listKinds(tx) }
    const wanted = {
      digitising: [...file.digitising].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)),
      kinds: [...file.kinds].sort((a, b) => (a.id < b.id ? -1 : 1)),
    }
    if (textOf(held) === textOf(wanted)) return { rules: 0 }
    await replaceRules(tx, file)
    await dataStoreEvents.append(tx, ctx, {
      name: 'data-store.rules-loaded',
      subjectId: 'data-store.json',
      data: { kinds: file.kinds.length, rules: file.digitising.length },
    })
    return { rules: file.kinds.length + file.digitising.length }
  })
}

/** Equal for equal content, in whatever order a row has its keys. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
