import type { ExpressionBuilder } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import type { DB } from '#platform/database/tables.ts'
import type { Channel, DossierState, Outcome } from '../schema.ts'
import type { Dossier } from '../store.ts'

/** Which dossiers stand behind a figure. All conditions hold together; what is left out does not matter. */
export type EvidenceFilter = {
  readonly order: EvidenceOrder
  readonly states?: readonly DossierState[]
  readonly outcomes?: readonly Outcome[]
  /** Solved, of a procedure that promises nothing. */
  readonly unpromised?: boolean
  readonly channel?: Channel
  /** The instants between which the time of `order` lies: from, and before. */
  readonly from?: Date
  readonly before?: Date
  readonly agencyIds: 'all' | readonly string[]
  readonly areaCodes?: readonly string[]
  readonly fields?: readonly string[]
}

/** What the list is ordered by: what happened, newest first; or what is due, most urgent first. */
export type EvidenceOrder = 'received' | 'finished' | 'closed' | 'promised' | 'due'

const columnOf = {
  received: 'receivedAt',
  finished: 'finishedAt',
  closed: 'closedAt',
  promised: 'promisedAt',
  due: 'dueAt',
} as const

/** Where a page of the list ended. */
export type EvidenceKey = { readonly at: Date; readonly id: string }

const columns = [
  'id',
  'code',
  'procedureName',
  'field',
  'agencyId',
  'deskAgencyId',
  'areaCode',
  'channel',
  'state',
  'stepName',
  'stepStartedAt',
  'assigneeName',
  'submittedAt',
  'receivedAt',
  'promisedAt',
  'dueAt',
  'finishedAt',
  'outcome',
  'closedAt',
  'simulated',
] as const

/** A dossier as evidence: no name, number or address of the applicant. */
export type EvidenceRow = Pick<Dossier, (typeof columns)[number]>

/** A page of the dossiers behind a figure, and the key after which the next one begins. */
export async function listEvidence(
  db: Connection,
  filter: EvidenceFilter,
  { after, limit = 50 }: { after?: EvidenceKey | undefined; limit?: number } = {},
): Promise<{ rows: EvidenceRow[]; next: EvidenceKey | null }> {
  const column = columnOf[filter.order]
  const newestFirst = filter.order !== 'promised' && filter.order !== 'due'
  let found = db.selectFrom('dossiers.dossier').select(columns).where(matches(filter))
  if (after) {
    found = found.where((eb) =>
      eb(eb.refTuple(column, 'id'), newestFirst ? '<' : '>', eb.tuple(after.at, after.id)),
    )
  }
  const direction = newestFirst ? 'desc' : 'asc'
  const rows = (await found
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(limit + 1)
    .execute()) as EvidenceRow[]
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const at = last?.[column]
  return { rows: rows.slice(0, limit), next: last && at ? { at, id: last.id } : null }
}

/** How many there are. It counts rows of the register, so it is for proofs and not for pages. */
export async function countEvidence(db: Connection, filter: EvidenceFilter): Promise<number> {
  const { dossiers } = await db
    .selectFrom('dossiers.dossier')
    .select((eb) => eb.fn.countAll<number>().as('dossiers'))
    .where(matches(filter))
    .executeTakeFirstOrThrow()
  return dossiers
}

function matches(filter: EvidenceFilter) {
  return (eb: ExpressionBuilder<DB, 'dossiers.dossier'>) => {
    const column = columnOf[filter.order]
    const all = [eb(column, 'is not', null)]
    if (filter.order === 'due') all.push(eb('closedAt', 'is', null))
    if (filter.from) all.push(eb(column, '>=', filter.from))
    if (filter.before) all.push(eb(column, '<', filter.before))
    if (filter.states) all.push(eb('state', 'in', filter.states))
    if (filter.outcomes) all.push(eb('outcome', 'in', filter.outcomes))
    if (filter.unpromised) all.push(eb('outcome', 'is', null))
    if (filter.channel) all.push(eb('channel', '=', filter.channel))
    if (filter.fields) all.push(among('field', filter.fields))
    if (filter.areaCodes) all.push(among('areaCode', filter.areaCodes))
    if (filter.agencyIds !== 'all') all.push(among('agencyId', filter.agencyIds))
    return eb.and(all)

    function among(of: 'areaCode' | 'agencyId' | 'field', values: readonly string[]) {
      return eb(of, '=', eb.fn.any(eb.val([...values])))
    }
  }
}

/** Short names of the procedures of dossiers, by dossier id, for a feed of events. */
export async function procedureNamesOf(
  db: Connection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('dossiers.dossier')
    .select(['id', 'procedureName'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row.procedureName]))
}
