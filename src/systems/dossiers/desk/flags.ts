import { sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import type { QueueRow } from './queue.ts'

/** What deserves a look before a dossier is opened; the page puts it into words. */
export type Flag =
  | {
      readonly kind:
        | 'new'
        /** Past its promise: nobody has said sorry to the citizen yet; or it was said, and a new day promised. */
        | 'no-apology'
        | 'apologised'
        | 'supplied'
        | 'opinion-open'
        | 'opinion-late'
        | 'opinion-given'
        | 'step-late'
        | 'elsewhere'
    }
  | { readonly kind: 'asked-twice'; readonly times: number }
  /** A part of a joined dossier: which of how many. */
  | { readonly kind: 'leg'; readonly number: number; readonly of: number }
  | { readonly kind: 'leg-lost' }
  | { readonly kind: 'answer-due'; readonly at: Date }

type Asked = {
  id: string
  open: number
  late: number
  given: number
  answerDueAt: Date | null
  stepDueAt: Date | null
  legs: number | null
  lost: number
  filedElsewhere: boolean
  /** How often the citizen was sent an apology; null for a leg, whose whole apologises. */
  apologies: number | null
}

/** The marks of the rows of one page, by one question over their ids. */
export async function flagsOf(
  db: Connection,
  rows: readonly QueueRow[],
  now: Date,
): Promise<ReadonlyMap<string, readonly Flag[]>> {
  if (rows.length === 0) return new Map()
  const asked = await sql<Asked>`
    select d.id, d.step_due_at, d.filed_elsewhere, case when d.whole_id is null then d.apologies end as apologies,
      (select count(*) from dossiers.consultation c
        where c.dossier_id = d.id and c.replied_at is null and c.reply_due_at >= ${now}) as open,
      (select count(*) from dossiers.consultation c
        where c.dossier_id = d.id and c.replied_at is null and c.reply_due_at < ${now}) as late,
      (select count(*) from dossiers.consultation c
        where c.dossier_id = d.id and c.replied_at is not null) as given,
      (select min(s.answer_due_at) from dossiers.supplement_request s
        where s.dossier_id = d.id and s.answered_at is null) as answer_due_at,
      case when d.whole_id is not null then (
        select json_array_length(v.content -> 'legs') from dossiers.dossier w
          join procedures.joined_version v on v.id = w.joined_version_id where w.id = d.whole_id) end as legs,
      case when d.joined_version_id is null then 0 else (
        select count(*) from dossiers.dossier l where l.whole_id = d.id and l.dropped_at is null
          and l.state in ('stopped', 'withdrawn', 'refused')) end as lost
    from dossiers.dossier d where d.id = any(${rows.map((row) => row.id)}::uuid[])`.execute(db)
  const byId = new Map(asked.rows.map((each) => [each.id, each]))
  return new Map(rows.map((row) => [row.id, flagsOfRow(row, byId.get(row.id), now)]))
}

function flagsOfRow(row: QueueRow, asked: Asked | undefined, now: Date): Flag[] {
  if (row.closedAt) return []
  const flags: Flag[] = []
  if (asked?.legs) flags.push({ kind: 'leg', number: Number(row.code.split('.').at(-1)), of: asked.legs })
  if (asked && asked.lost > 0) flags.push({ kind: 'leg-lost' })
  const late = row.lane === 0 && row.promisedAt !== null && row.dueAt < now
  if (asked && asked.apologies !== null && asked.apologies > 0) flags.push({ kind: 'apologised' })
  else if (late && asked?.apologies === 0) flags.push({ kind: 'no-apology' })
  if (asked?.filedElsewhere) flags.push({ kind: 'elsewhere' })
  if (row.state === 'registered') flags.push({ kind: 'new' })
  if (row.suppliedAt && row.lane === 0) flags.push({ kind: 'supplied' })
  if (row.lane === 2 && asked?.answerDueAt) flags.push({ kind: 'answer-due', at: asked.answerDueAt })
  if (row.supplementRequests > 1) flags.push({ kind: 'asked-twice', times: row.supplementRequests })
  if (asked && asked.late > 0) flags.push({ kind: 'opinion-late' })
  else if (asked && asked.open > 0) flags.push({ kind: 'opinion-open' })
  else if (asked && asked.given > 0 && row.lane === 0) flags.push({ kind: 'opinion-given' })
  if (row.lane === 0 && asked?.stepDueAt && asked.stepDueAt < now && row.dueAt >= now) {
    flags.push({ kind: 'step-late' })
  }
  return flags.slice(0, 2)
}
