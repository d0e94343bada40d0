import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { contentHash, lastDayOf, publish } from '../catalogue.ts'
import { procedureEvents } from '../events.ts'
import type { ProcedureFiles } from '../province-files.ts'
import {
  lastVersions,
  listLifeEvents,
  loadedHashes,
  lockCatalogue,
  recountSearchTerms,
  replaceLifeEvents,
} from '../store.ts'
import type { VersionedContent, VersionKind } from '../versions.ts'

/** How many versions a load wrote; 0 when the files said nothing new. */
export type LoadReport = { procedures: number; forms: number; processes: number; joined: number }

type Row<K extends VersionKind> = {
  readonly code: string
  readonly content: VersionedContent[K]
  readonly legalAct: string | null
}

/**
 * Brings the catalogue to the files of the province, all or nothing. A row whose file is as it was loaded last is left
 * alone, even when an administrator has published a later version here; a changed row becomes the next version, from
 * its `validFrom` or, when that has begun already, from today. A row that is gone from the files is not ended: ending
 * is an act of its own (`endProcedure`).
 */
export async function loadProcedures(ctx: Context, files: ProcedureFiles): Promise<LoadReport> {
  return ctx.db.transaction().execute(async (tx) => {
    await lockCatalogue(tx)
    const processes = await loadKind(tx, ctx, {
      kind: 'process',
      rows: files.processes.map((content) => ({
        code: content.id,
        content,
        legalAct: content.legalAct ?? null,
      })),
    })
    const forms = await loadKind(tx, ctx, {
      kind: 'form',
      rows: files.forms.map((content) => ({ code: content.id, content, legalAct: content.legalAct ?? null })),
    })
    const procedures = await loadKind(tx, ctx, {
      kind: 'procedure',
      rows: files.procedures.map((content) => ({ code: content.code, content, legalAct: null })),
    })
    const joined = await loadKind(tx, ctx, {
      kind: 'joined',
      rows: files.joined.map((content) => ({ code: content.procedureCode, content, legalAct: content.act })),
    })
    if (procedures > 0) await recountSearchTerms(tx)
    await loadLifeEvents(tx, ctx, files)
    return { procedures, forms, processes, joined }
  })
}

async function loadKind<K extends VersionKind>(
  tx: Transaction,
  ctx: Context,
  { kind, rows }: { kind: K; rows: readonly Row<K>[] },
): Promise<number> {
  const loaded = await loadedHashes(tx, kind)
  const changed = rows.filter(({ code, content }) => loaded.get(code) !== contentHash(content))
  if (changed.length === 0) return 0
  const last = await lastVersions(tx, kind)
  const today = localDate(ctx.now())
  for (const { code, content, legalAct } of changed) {
    const before = last.get(code)
    await publish<K>(tx, ctx, {
      kind,
      code,
      content,
      legalAct,
      validFrom: before ? nextBegin(content, before.validFrom, today) : content.validFrom,
      sourceHash: contentHash(content),
      last: before,
    })
  }
  return changed.length
}

/**
 * A later day than the last version began: as the file says or, when it corrects a running version, today. A row that
 * has ended already is corrected from its own beginning.
 */
function nextBegin(content: { validFrom: string }, lastBegan: string, today: string): string {
  if (content.validFrom > lastBegan) return content.validFrom
  const ended = lastDayOf(content)
  return today > lastBegan && (ended === undefined || ended >= today) ? today : lastBegan
}

async function loadLifeEvents(tx: Transaction, ctx: Context, { lifeEvents }: ProcedureFiles): Promise<void> {
  if (contentHash(await listLifeEvents(tx)) === contentHash(lifeEvents)) return
  await replaceLifeEvents(tx, lifeEvents)
  await procedureEvents.append(tx, ctx, {
    name: 'life-events.changed',
    subjectId: 'life-events',
    data: { slugs: lifeEvents.map(({ slug }) => slug) },
  })
}
