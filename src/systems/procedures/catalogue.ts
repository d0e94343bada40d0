import { createHash } from 'node:crypto'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { procedureEvents } from './events.ts'
import { endVersion, insertVersion } from './store.ts'
import type { Version, VersionedContent, VersionKind } from './versions.ts'

/** The same content has the same hash, in whatever order its fields were written. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(canonical(content)).digest('hex')
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** The day before a day (yyyy-MM-dd). */
export function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

/** The last day that a row itself states, if it states one. */
export function lastDayOf(content: object): string | undefined {
  return 'validTo' in content && typeof content.validTo === 'string' ? content.validTo : undefined
}

/** A content that becomes the next version of its code; `sourceHash` when it comes from a province file. */
export type Publication<K extends VersionKind> = {
  readonly kind: K
  readonly code: string
  readonly content: VersionedContent[K]
  readonly validFrom: string
  readonly sourceHash: string | null
  readonly legalAct: string | null
  readonly last: Version<K> | undefined
}

/**
 * Writes the next version and closes the one before on the day before it begins. The caller holds the catalogue lock
 * and has decided that the period is allowed.
 */
export async function publish<K extends VersionKind>(
  tx: Transaction,
  ctx: Context,
  publication: Publication<K>,
): Promise<string> {
  const { kind, code, content, validFrom, sourceHash, legalAct, last } = publication
  if (last && (last.validTo === null || last.validTo >= validFrom)) {
    await endVersion(tx, kind, { id: last.id, lastDay: dayBefore(validFrom) })
  }
  const number = (last?.number ?? 0) + 1
  const versionId = await insertVersion<K>(tx, kind, {
    code,
    number,
    validFrom,
    validTo: lastDayOf(content) ?? null,
    content,
    hash: contentHash(content),
    sourceHash,
    legalAct,
    publishedAt: ctx.now(),
  })
  const what: VersionKind = kind
  await procedureEvents.append(tx, ctx, {
    name: last ? `${what}.revised` : `${what}.published`,
    subjectId: `${kind}:${code}`,
    data: { versionId, number, validFrom, legalAct },
  })
  return versionId
}
