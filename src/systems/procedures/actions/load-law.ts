import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { mayUse } from '#platform/permissions.ts'
import { contentHash } from '../catalogue.ts'
import { procedureEvents } from '../events.ts'
import type { LawFiles, RegimeLaw, StopGround } from '../law/law-shapes.ts'
import { lockCatalogue } from '../store.ts'

/** How many rows a load wrote; 0 when the files said nothing new. */
export type LawLoad = { readonly regimes: number; readonly stopGrounds: number }

/**
 * Brings the regimes, with the terms of sector laws, and the grounds for stopping to what the province files say. A regime
 * whose rows changed gets its next version, for dossiers filed from then on; those filed before keep theirs.
 */
export async function loadLaw(ctx: Context, files: LawFiles): Promise<LawLoad> {
  return ctx.db.transaction().execute(async (tx) => {
    await lockCatalogue(tx)
    mayUse(ctx.actor, 'procedure.manage')
    let regimes = 0
    for (const regime of files.regimes) if (await loadRegime(tx, ctx, regime)) regimes += 1
    return { regimes, stopGrounds: await loadGrounds(tx, ctx, files.stopGrounds) }
  })
}

async function loadRegime(tx: Transaction, ctx: Context, regime: RegimeLaw): Promise<boolean> {
  const hash = contentHash(regime)
  const last = await tx
    .selectFrom('procedures.regime')
    .select(['number', 'hash'])
    .where('code', '=', regime.id)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  if (last?.hash === hash) return false
  const number = (last?.number ?? 0) + 1
  const id = `${regime.id}.${number}`
  const { validFrom, validTo = null } = regime
  const content = JSON.stringify(regime)
  const row = { id, code: regime.id, number, validFrom, validTo, content, hash, loadedAt: ctx.now() }
  await tx.insertInto('procedures.regime').values(row).execute()
  const data = { versionId: id, number, validFrom, legalAct: regime.acts[0] ?? null }
  await procedureEvents.append(tx, ctx, {
    name: last ? 'regime.revised' : 'regime.published',
    subjectId: `regime:${regime.id}`,
    data,
  })
  return true
}

async function loadGrounds(tx: Transaction, ctx: Context, grounds: readonly StopGround[]): Promise<number> {
  const known = await tx
    .selectFrom('procedures.stopGround')
    .select('content')
    .orderBy('id')
    .orderBy('validFrom')
    .execute()
  const sorted = [...grounds].sort((a, b) =>
    a.id === b.id ? (a.validFrom < b.validFrom ? -1 : 1) : a.id < b.id ? -1 : 1,
  )
  if (contentHash(known.map((row) => row.content)) === contentHash(sorted)) return 0
  await tx.deleteFrom('procedures.stopGround').execute()
  const rows = sorted.map((ground) => ({
    id: ground.id,
    validFrom: ground.validFrom,
    validTo: ground.validTo ?? null,
    content: JSON.stringify(ground),
  }))
  if (rows.length > 0) await tx.insertInto('procedures.stopGround').values(rows).execute()
  const ids = [...new Set(sorted.map(({ id }) => id))]
  await procedureEvents.append(tx, ctx, {
    name: 'stop-grounds.changed',
    subjectId: 'stop-grounds',
    data: { ids },
  })
  return Math.max(1, rows.length)
}
