import { type RawBuilder, sql } from 'kysely'
import { localInstant } from '#platform/calendar/index.ts'
import type { Connection } from '#platform/database/database.ts'
import { cameIn } from '../came-in.ts'
import { decodeCursor, encodeCursor } from '../desk/queue-cursor.ts'

/** One line of the register: the columns of form 06 (2018) and 07 (2025). */
export type RegisterRow = {
  readonly id: string
  readonly code: string
  readonly codeTail: string
  readonly submittedAt: Date
  readonly procedureName: string
  readonly applicantName: string
  readonly applicantAddress: string | null
  readonly applicantPhone: string | null
  readonly agencyName: string
  readonly agencyShortName: string
  readonly receivedAt: Date
  readonly promisedAt: Date | null
  readonly returnedAt: Date | null
  readonly resultMethod: string
  readonly handedTo: string | null
}

/** A desk and the days (yyyy-MM-dd, both counted) on which it took the dossiers in. */
export type RegisterPeriod = { readonly agencyId: string; readonly from: string; readonly to: string }

const BATCH = 1000
const PAGE = 50
/** More lines than any desk will ever have: what a made-up cursor may not pass. */
const MOST_LINES = 10_000_000
const at = cameIn('dossier')

/** Where a line of a book lies now: still at its desk, or at the desk that a reorganisation gave it to. */
const parts = ['here', 'moved'] as const

function received(db: Connection, { agencyId, from, to }: RegisterPeriod, part: (typeof parts)[number]) {
  return (
    db
      .selectFrom('dossiers.dossier as dossier')
      .where((eb) =>
        part === 'moved'
          ? eb('dossier.takenInBy', '=', agencyId)
          : eb.and([eb('dossier.receptionAgencyId', '=', agencyId), eb('dossier.takenInBy', 'is', null)]),
      )
      // A leg of a joined dossier was not handed in: its whole was.
      .where('dossier.wholeId', 'is', null)
      .where('dossier.receivedAt', 'is not', null)
      .where(at, '>=', localInstant(from, '00:00'))
      .where(at, '<', new Date(localInstant(to, '00:00').getTime() + 86_400_000))
  )
}

/** How many dossiers were taken in; with `most` the counting stops one above it, so that ten years cost no more than a month. */
export async function countRegister(db: Connection, period: RegisterPeriod, most?: number): Promise<number> {
  const counts = await Promise.all(
    parts.map(async (part) => {
      let found = received(db, period, part).select('dossier.id')
      if (most !== undefined) found = found.limit(most + 1)
      const { rows } = await db
        .selectFrom(found.as('found'))
        .select((eb) => eb.fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow()
      return rows
    }),
  )
  const all = counts.reduce((sum, each) => sum + each, 0)
  return most === undefined ? all : Math.min(all, most + 1)
}

/** The register in the order of reception, batch by batch, so that a year fits into memory. */
export async function* registerRows(db: Connection, period: RegisterPeriod): AsyncGenerator<RegisterRow> {
  let after: Placed | undefined
  do {
    const rows: Placed[] = await linesOf(db, period, { beside: after, forward: true, limit: BATCH })
    yield* rows
    after = rows.length === BATCH ? rows.at(-1) : undefined
  } while (after)
}

export type RegisterPage = {
  readonly rows: RegisterRow[]
  /** How manieth line of the period the first row is. */
  readonly first: number
  readonly previous: string | null
  readonly next: string | null
}

/** Where a page begins or ends: one of the two, a cursor of the page beside it; neither is the first page. */
export type RegisterPlace = { readonly after?: string | undefined; readonly before?: string | undefined }

/**
 * A page of the register in the order of reception. The count of the lines travels in the cursor: nobody is taken in before who
 * stands in the book already, and so it need not be counted.
 */
export async function listRegister(
  db: Connection,
  period: RegisterPeriod,
  { after, before }: RegisterPlace = {},
): Promise<RegisterPage> {
  const cursor = after ?? before
  const [order, instant, id] = cursor ? decodeCursor(cursor, MOST_LINES) : [0, '', '']
  const beside = cursor ? { instant, id } : undefined
  const forward = before === undefined || after !== undefined
  const found = await linesOf(db, period, { beside, forward, limit: PAGE + 1 })
  const more = found.length > PAGE
  const lines = found.slice(0, PAGE)
  if (!forward) lines.reverse()
  const first = forward ? order + 1 : Math.max(1, order - lines.length)
  const [top, bottom] = [lines[0], lines.at(-1)]
  const last = first + lines.length - 1
  return {
    rows: lines.map(({ instant: _, ...row }) => row),
    first,
    previous: top && first > 1 && (forward || more) ? cursorOf(top, first) : null,
    next: bottom && (more || !forward) ? cursorOf(bottom, last) : null,
  }
}

/** A line with the instant of its order as the database writes it: a Date would lose its microseconds. */
type Placed = RegisterRow & { readonly instant: string }
type Edge = Pick<Placed, 'id' | 'instant'>
type Lines = { readonly beside: Edge | undefined; readonly forward: boolean; readonly limit: number }

/** Both parts of the book, each by its own index, as one order. */
async function linesOf(db: Connection, period: RegisterPeriod, lines: Lines): Promise<Placed[]> {
  const found = await Promise.all(parts.map((part) => linesIn(db, { ...period, part }, lines)))
  const rows = found.flat().sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
  return (lines.forward ? rows : rows.reverse()).slice(0, lines.limit)
}

async function linesIn(
  db: Connection,
  { part, ...period }: RegisterPeriod & { readonly part: (typeof parts)[number] },
  { beside, forward, limit }: Lines,
): Promise<Placed[]> {
  let page = received(db, period, part)
    // Who was to solve it when it was taken in: a reorganisation since changes the row and not the book.
    .leftJoin('administration.agency as agency', (join) =>
      join.on('agency.id', '=', (eb) => eb.fn.coalesce('dossier.receivedAgencyId', 'dossier.agencyId')),
    )
    .select([
      'dossier.id',
      'dossier.code',
      'dossier.codeTail',
      'dossier.submittedAt',
      'dossier.procedureName',
      'dossier.applicantName',
      'dossier.applicantAddress',
      'dossier.applicantPhone',
      'agency.name as agencyName',
      'agency.shortName as agencyShortName',
      'dossier.agencyId',
      'dossier.receivedAt',
      'dossier.promisedAt',
      'dossier.returnedAt',
      'dossier.resultMethod',
    ])
    .select(sql<string>`dossier.received_at::text`.as('instant'))
    .select((eb) =>
      eb
        .selectFrom('dossiers.result as result')
        .select('result.handedTo')
        .where('result.dossierId', '=', anyPart)
        .where('result.handedTo', 'is not', null)
        .orderBy('result.issuedAt')
        .limit(1)
        .as('handedTo'),
    )
  if (beside) page = page.where(beyond(beside, forward))
  const direction = forward ? 'asc' : 'desc'
  const rows = await page.orderBy(at, direction).orderBy('dossier.id', direction).limit(limit).execute()
  return rows.flatMap(({ receivedAt, agencyName, agencyShortName, agencyId, ...row }) => {
    const names = { agencyName: agencyName ?? agencyId, agencyShortName: agencyShortName ?? agencyId }
    return receivedAt ? [{ ...row, ...names, receivedAt }] : []
  })
}

/** The results of a whole lie on its legs. As one array, which an index takes; an `or` would read all results. */
const anyPart = sql<string>`any (array(
  select dossier.id union all select leg.id from dossiers.dossier as leg where leg.whole_id = dossier.id))`

/** Instants of one zone as the database writes them are in order as texts. */
function placeOf({ instant, id }: Edge): string {
  return `${instant} ${id}`
}

function beyond({ instant, id }: Edge, forward: boolean): RawBuilder<boolean> {
  const sign = sql.raw(forward ? '>' : '<')
  return sql<boolean>`(${at}, dossier.id) ${sign} (${instant}::timestamptz, ${id}::uuid)`
}

function cursorOf({ instant, id }: Edge, order: number): string {
  return encodeCursor([order, instant, id])
}
