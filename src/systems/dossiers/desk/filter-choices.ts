import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { compareByGivenName } from '#platform/text/index.ts'
import { workScope } from './queues.ts'

export type FilterChoices = {
  readonly fields: readonly string[]
  readonly procedures: readonly { readonly code: string; readonly name: string }[]
  readonly officers: readonly { readonly id: string; readonly name: string }[]
}

/** What the open dossiers of the officer's agencies can be narrowed by: only what would find something. */
export async function filterChoices(ctx: Context): Promise<FilterChoices> {
  const scope = workScope(ctx.actor)
  const atDesk = scope === 'all' ? sql`true` : sql`desk_agency_id = any(${scope}::text[])`
  type Found = {
    field: string
    code: string
    name: string
    officerId: string | null
    officerName: string | null
  }
  const { rows } = await sql<Found>`
    select distinct field, procedure_code as code, procedure_name as name, assignee_id as officer_id,
      assignee_name as officer_name from dossiers.dossier where closed_at is null and ${atDesk} limit 2000`.execute(
    ctx.db,
  )
  const procedures = new Map(rows.map((row) => [row.code, row.name]))
  const officers = new Map(
    rows.flatMap((row) => (row.officerId ? [[row.officerId, row.officerName ?? '']] : [])),
  )
  const byName = new Intl.Collator('vi')
  return {
    fields: [...new Set(rows.map((row) => row.field))].sort(byName.compare),
    procedures: [...procedures]
      .map(([code, name]) => ({ code, name }))
      .sort((a, b) => byName.compare(a.name, b.name)),
    officers: [...officers]
      .map(([id = '', name = '']) => ({ id, name }))
      .sort((a, b) => compareByGivenName(a.name, b.name)),
  }
}
