import { sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import { procedureNamesOf } from '../dossiers/index.ts'
import type { Happening } from './schema.ts'
import type { View } from './view.ts'

/** What a leader wants to see pass by; steps inside an agency and views of a dossier are not news. */
const news = [
  'dossier.submitted',
  'dossier.received',
  'dossier.refused',
  'dossier.supplement-requested',
  'dossier.supplemented',
  'dossier.withdrawn',
  'dossier.stopped',
  'dossier.solved',
  'dossier.returned',
  'dossier.overdue',
  'dossier.apologised',
  'dossier.first-answer-late',
]

const SHOWN = 5

type Row = {
  id: number
  at: Date
  name: string
  subjectId: string
  agencyId: string | null
  channel: string
  outcome: string | null
}

/**
 * Đang diễn ra: the latest events about dossiers, of the last seven days, without a person in them. Bounded by days, so
 * that an agency where nothing happens does not make the log be read to its beginning.
 */
export async function listHappenings(
  db: Connection,
  { scope, now, tree }: Pick<View, 'scope' | 'now' | 'tree'>,
): Promise<Happening[]> {
  const agencies = scope === 'all' ? sql`true` : sql`agency_id = any(${[...scope]}::text[])`
  const { rows } = await sql<Row>`
    select id, at, name, subject_id, agency_id, data ->> 'channel' as channel, data ->> 'outcome' as outcome
      from platform.event
     where at <= ${now} and at > ${now}::timestamptz - interval '7 days' and name = any(${news}::text[])
       and not data ? 'wholeId' and ${agencies}
     order by at desc, id desc limit ${SHOWN}`.execute(db)
  const names = await procedureNamesOf(
    db,
    rows.map((row) => row.subjectId),
  )
  return rows.map(({ subjectId, agencyId, at, ...row }) => ({
    ...row,
    agencyName: tree.byId.get(agencyId ?? '')?.shortName ?? '',
    at: at.toISOString(),
    procedureName: names.get(subjectId) ?? '',
  }))
}
