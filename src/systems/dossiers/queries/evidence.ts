import { type ExpressionBuilder, sql } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import type { DB } from '#platform/database/tables.ts'
import { cameIn } from '../came-in.ts'
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

/** Where the clock runs the promise is what is due, so that both lists are read from one order. */
const columnOf = {
  received: 'receivedAt',
  finished: 'finishedAt',
  closed: 'closedAt',
  promised: 'dueAt',
  due: 'dueAt',
} as const

/** What was received or solved before a reorganisation moved the dossier counts where it lay then. */
const placeThen: Partial<
  Record<
    EvidenceOrder,
    { agencyId: 'receivedAgencyId' | 'finishedAgencyId'; areaCode: 'receivedAreaCode' | 'finishedAreaCode' }
  >
> = {
  received: { agencyId: 'receivedAgencyId', areaCode: 'receivedAreaCode' },
  finished: { agencyId: 'finishedAgencyId', areaCode: 'finishedAreaCode' },
}

/** By what an index orders the list. */
function orderOf(order: EvidenceOrder) {
  return order === 'received' ? cameIn('dossier') : sql.ref<Date>(`dossier.${columnOf[order]}`)
}

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
  const order = orderOf(filter.order)
  const direction = newestFirst(filter.order) ? 'desc' : 'asc'
  const [first, ...others] = eachPart(filter).map((part) => {
    let found = db.selectFrom('dossiers.dossier as dossier').select(columns).where(matches(part))
    if (after) {
      const beyond = sql.raw(direction === 'desc' ? '<' : '>')
      found = found.where(sql<boolean>`(${order}, id) ${beyond} (${after.at}, ${after.id}::uuid)`)
    }
    const page = found
      .orderBy(order, direction)
      .orderBy('id', direction)
      .limit(limit + 1)
    return db.selectFrom(page.as('part')).selectAll()
  })
  if (!first) return { rows: [], next: null }
  const rows = (await others
    .reduce((all, part) => all.unionAll(part), first)
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(limit + 1)
    .execute()) as EvidenceRow[]
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const at = last?.[column]
  return { rows: rows.slice(0, limit), next: last && at ? { at, id: last.id } : null }
}

function newestFirst(order: EvidenceOrder): boolean {
  return order !== 'promised' && order !== 'due'
}

const FEW_AGENCIES = 8

/** A filter of which an index gives the order: the lanes of a queue lie in it one after the other. */
type Part = EvidenceFilter & { readonly lane?: number }

/** Few agencies are asked one by one, each by an index of its own; of many the common order soon fills a page. */
function eachPart(filter: EvidenceFilter): Part[] {
  const { agencyIds } = filter
  const agencies =
    agencyIds === 'all' || agencyIds.length > FEW_AGENCIES
      ? [filter]
      : agencyIds.map((agencyId) => ({ ...filter, agencyIds: [agencyId] }))
  if (filter.order !== 'due') return agencies
  const lanes = [0, 1, 2].filter(
    (lane) => filter.states?.some((state) => lanesOf(state).includes(lane)) ?? true,
  )
  return agencies.flatMap((part) => lanes.map((lane) => ({ ...part, lane })))
}

/** Where an open dossier of the state may lie in a queue (`dossier.lane`): to be worked on, to be fetched, with the citizen. */
function lanesOf(state: DossierState): readonly number[] {
  if (state === 'awaiting-payment') return [2]
  if (state === 'awaiting-supplement') return [0, 2]
  return state === 'solved' ? [1] : [0]
}

const running: DossierState[] = ['received', 'processing']

/** How many there are. It counts rows of the register, so it is for proofs and not for pages. */
export async function countEvidence(db: Connection, filter: EvidenceFilter): Promise<number> {
  const { dossiers } = await db
    .selectFrom('dossiers.dossier as dossier')
    .select((eb) => eb.fn.countAll<number>().as('dossiers'))
    .where(matches(filter))
    .executeTakeFirstOrThrow()
  return dossiers
}

function matches(filter: Part) {
  return (eb: ExpressionBuilder<DB & { dossier: DB['dossiers.dossier'] }, 'dossier'>) => {
    const column = columnOf[filter.order]
    const order = orderOf(filter.order)
    // A leg is not a dossier in statistics: its whole is.
    const all = [eb(column, 'is not', null), eb('wholeId', 'is', null)]
    if (!newestFirst(filter.order)) all.push(eb('closedAt', 'is', null))
    if (filter.lane !== undefined) all.push(eb('lane', '=', filter.lane))
    if (filter.order === 'promised')
      all.push(eb('lane', '=', 0), eb('state', 'in', running), eb('promisedAt', 'is not', null))
    if (filter.from) all.push(eb(order, '>=', filter.from))
    if (filter.before) all.push(eb(order, '<', filter.before))
    if (filter.states) all.push(eb('state', 'in', filter.states))
    if (filter.outcomes) all.push(eb('outcome', 'in', filter.outcomes))
    if (filter.unpromised) all.push(eb('outcome', 'is', null))
    if (filter.channel) all.push(eb('channel', '=', filter.channel))
    if (filter.fields) all.push(among('field', filter.fields))
    if (filter.areaCodes) all.push(among('areaCode', filter.areaCodes))
    if (filter.agencyIds !== 'all') all.push(among('agencyId', filter.agencyIds))
    return eb.and(all)

    function among(of: 'areaCode' | 'agencyId' | 'field', values: readonly string[]) {
      const then = of === 'field' ? undefined : placeThen[filter.order]?.[of]
      const place = then === undefined ? eb.ref(of) : eb.fn.coalesce(then, of)
      const [only] = values
      // Of one value the order of an index that begins with it is kept.
      if (values.length === 1 && only !== undefined) return eb(place, '=', only)
      return eb(place, '=', eb.fn.any(eb.val([...values])))
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
