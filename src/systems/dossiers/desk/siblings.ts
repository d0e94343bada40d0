import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { DossierState } from '../schema.ts'
import type { Dossier } from '../store.ts'
import { readScope } from './queues.ts'

/** Another dossier of the same applicant and procedure; `readable` when this officer may open it. */
export type Sibling = {
  readonly id: string
  readonly codeTail: string
  readonly state: DossierState
  readonly submittedAt: Date
  readonly readable: boolean
}

const DAYS = 30

/**
 * What the same applicant filed under the same procedure within 30 days before or after: perhaps the same request twice.
 * Known by identity number or account; a dossier of another agency is counted but not shown.
 */
export async function siblingsOf(ctx: Context, dossier: Dossier): Promise<Sibling[]> {
  const { applicantIdentityNumber: number, accountId } = dossier
  if (number === null && accountId === null) return []
  const scope = readScope(ctx.actor)
  const readable =
    scope === 'all'
      ? sql<boolean>`true`
      : sql<boolean>`(agency_id = any(${scope}::text[]) or reception_agency_id = any(${scope}::text[]))`
  const { rows } = await sql<Sibling>`
    select id, code_tail, state, submitted_at, ${readable} as readable from dossiers.dossier
    where ${number === null ? sql`account_id = ${accountId}` : sql`applicant_identity_number = ${number}`}
      and whole_id is null and id <> ${dossier.wholeId ?? dossier.id} and procedure_code = ${dossier.procedureCode}
      and submitted_at between ${dossier.submittedAt}::timestamptz - make_interval(days => ${DAYS})
        and ${dossier.submittedAt}::timestamptz + make_interval(days => ${DAYS})
    order by submitted_at desc limit 5`.execute(ctx.db)
  return rows
}
