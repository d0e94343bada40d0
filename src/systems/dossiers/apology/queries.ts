import { sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import { type Actor, agenciesWith } from '#platform/permissions.ts'
import { decodePlace, encodePlace } from '../deadlines/place.ts'

/** A draft as the head reads it before signing. */
export type WaitingApology = {
  readonly id: string
  readonly dossierId: string
  readonly revision: number
  readonly code: string
  readonly procedureName: string
  readonly applicantName: string
  readonly reason: string
  readonly promisedAt: Date
  readonly newPromisedAt: Date
  readonly sendBy: Date
}

export type WaitingPage = { readonly rows: WaitingApology[]; readonly next: string | null }

const PAGE = 50

/** The drafts that the officer may sign, the most urgent first. */
export async function listWaitingApologies(
  db: Connection,
  actor: Actor,
  after?: string,
): Promise<WaitingPage> {
  const place = after === undefined ? undefined : decodePlace(after)
  const { rows } = await sql<WaitingApology>`
    select a.id, a.dossier_id, d.revision, d.code_tail as code, d.procedure_name, d.applicant_name, a.reason, a.promised_at,
      a.new_promised_at, a.send_by
      from dossiers.apology a join dossiers.dossier d on d.id = a.dossier_id
     where a.state = 'draft' and ${signedBy(actor)}
       and ${place ? sql`(a.send_by, a.id) > (${place.at}, ${place.id}::uuid)` : sql`true`}
     order by a.send_by, a.id limit ${PAGE + 1}`.execute(db)
  const shown = rows.slice(0, PAGE)
  const last = rows.length > PAGE ? shown.at(-1) : undefined
  return { rows: shown, next: last ? encodePlace({ at: last.sendBy, id: last.id }) : null }
}

/** How many wait, for the side of the desk; 0 for who signs nowhere. */
export async function countWaitingApologies(db: Connection, actor: Actor): Promise<number> {
  const agencies = agenciesWith(actor, 'dossier.approve')
  if (agencies !== 'all' && agencies.size === 0) return 0
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from dossiers.apology a where a.state = 'draft' and ${signedBy(actor)}`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

function signedBy(actor: Actor) {
  const agencies = agenciesWith(actor, 'dossier.approve')
  return agencies === 'all' ? sql`true` : sql`a.agency_id = any(${[...agencies]}::text[])`
}
