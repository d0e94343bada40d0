import { DESK_PATH } from './desk-nav.ts'
import { workSlugs } from './work-slugs.ts'

/** What can be done to many at once. */
export const bulkNames = ['receive', 'hand-over', 'assign', 'request-supplement'] as const
export type BulkName = (typeof bulkNames)[number]

/** The page that asks about these dossiers once more; `back` is the query of the queue they came from. */
export function bulkAddress(work: BulkName, rows: readonly { id: string }[], back: string): string {
  const params = new URLSearchParams(rows.map((row) => ['id', row.id]))
  params.set('viec', workSlugs[work])
  if (back) params.set('ve', back)
  return `${DESK_PATH}/hang-loat?${params}`
}

/** The field with the officer who was chosen at a desk. */
export function officerField(desk: string): string {
  return `officer-${desk}`
}
