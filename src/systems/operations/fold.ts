import type { Static } from 'typebox'
import { localDate } from '#platform/calendar/index.ts'
import type { CountedEvent } from '#platform/events/readers.ts'
import { type DossierEventName, type DossierState, dossierEvents } from '../dossiers/index.ts'

/** What is counted a day, in the order of the columns of `operations.flow`. */
export const measures = [
  'submitted',
  'received',
  'receivedOnline',
  'receivedPost',
  'receivedSimulated',
  'solvedEarly',
  'solvedOnTime',
  'solvedLate',
  'solvedUnpromised',
  'returned',
  'refused',
  'withdrawn',
  'stopped',
  'becameOverdue',
  'opened',
  'closed',
] as const
export type Measure = (typeof measures)[number]

export type Facet = 'all' | 'field' | 'area' | 'procedure'

/** What a number is about: the whole province when `agencyId` is empty, everything when `key` is. */
type Cell = { readonly facet: Facet; readonly agencyId: string; readonly key: string }

/** What a batch of events changes in one cell: counts by day, dossiers by state, promises by instant. */
export type CellDelta = Cell & {
  readonly flows: Map<string, Int32Array>
  readonly stocks: Map<DossierState, number>
  readonly promises: Map<string, number>
}

type Schemas = (typeof dossierEvents)['schemas']
type Facts = Static<Schemas['dossier.overdue']>

/** The states of "đang giải quyết": the agency or the citizen still has something to do before the result. */
export const openStates = ['received', 'processing', 'awaiting-supplement', 'awaiting-payment'] as const

const open = new Set<string | null>(openStates)
const index = Object.fromEntries(measures.map((measure, at) => [measure, at])) as Record<Measure, number>

/**
 * Adds events up in memory, each cell once, so that a batch costs one statement a table. Pure: the same events give the
 * same deltas, whatever is stored. Events of other systems are passed over, and those of the legs of a
 * joined dossier: the whole counts, once.
 */
export function openFold(): {
  add(events: readonly CountedEvent[]): void
  cells(): CellDelta[]
} {
  const cells = openCells()
  return {
    add(events) {
      for (const event of events) addEvent(cells, event)
    },
    cells: cells.all,
  }
}

type Cells = ReturnType<typeof openCells>

function addEvent(cells: Cells, event: CountedEvent): void {
  if (!Object.hasOwn(dossierEvents.schemas, event.name)) return
  const facts = event.data as Facts
  if (facts.wholeId !== undefined) return
  if (event.name === 'dossier.moved') {
    moveStock(cells, event, event.data as Static<Schemas['dossier.moved']>)
    return
  }
  const counted = measuresOf(event, facts)
  const moved = facts.from !== facts.state
  const before = facts.from === null ? null : promiseOf(facts.from, facts.promisedBefore)
  const after = promiseOf(facts.state, facts.promisedAt)
  if (counted.length === 0 && !moved && before === after) return
  const onDate = localDate(event.at)
  for (const cell of cells.of(event, facts)) {
    if (counted.length > 0) count(cell, onDate, counted)
    if (cell.facet === 'procedure') continue
    if (moved) {
      if (facts.from !== null) add(cell.stocks, facts.from, -1)
      add(cell.stocks, facts.state, 1)
    }
    if (before !== after) {
      if (before !== null) add(cell.promises, before, -1)
      if (after !== null) add(cell.promises, after, 1)
    }
  }
}

/**
 * A reorganisation: the dossier and its promise leave the cells of the old agency and area and come to those of the new
 * ones. What was received and solved there stays counted there; the cells of both, as the whole province, see nothing.
 */
function moveStock(cells: Cells, event: CountedEvent, facts: Static<Schemas['dossier.moved']>): void {
  const before = cells.of({ ...event, agencyId: facts.fromAgencyId, areaCode: facts.fromAreaCode }, facts)
  const after = cells.of(event, facts)
  const promise = promiseOf(facts.state, facts.promisedAt)
  const onDate = localDate(event.at)
  const shift = (cell: CellDelta, by: 1 | -1) => {
    add(cell.stocks, facts.state, by)
    if (promise !== null) add(cell.promises, promise, by)
    if (open.has(facts.state)) count(cell, onDate, [by === 1 ? 'opened' : 'closed'])
  }
  for (const cell of before) if (!after.includes(cell)) shift(cell, -1)
  for (const cell of after) if (!before.includes(cell)) shift(cell, 1)
}

/** The promise that runs in a state, if one does: waiting for the citizen stops the clock. */
function promiseOf(state: DossierState, promisedAt: string | null): string | null {
  return state === 'received' || state === 'processing' ? promisedAt : null
}

/** NUL is the one character that no text of the database holds. */
const SEPARATOR = '\u0000'

/** The cells of a batch. Events of one agency, field, area and procedure share them, so they are looked up once a kind. */
function openCells() {
  const byName = new Map<string, CellDelta>()
  const byKind = new Map<string, readonly CellDelta[]>()

  function cellOf(facet: Facet, agencyId: string, key: string): CellDelta {
    const name = facet + SEPARATOR + agencyId + SEPARATOR + key
    const known = byName.get(name)
    if (known) return known
    const cell = { facet, agencyId, key, flows: new Map(), stocks: new Map(), promises: new Map() }
    byName.set(name, cell)
    return cell
  }

  function cellsOf({ agencyId, areaCode }: CountedEvent, { field, procedureCode }: Facts): CellDelta[] {
    const agencies = agencyId === null ? [''] : ['', agencyId]
    const cells = agencies.flatMap((agency) => [
      cellOf('all', agency, ''),
      cellOf('field', agency, field),
      ...(areaCode === null ? [] : [cellOf('area', agency, areaCode)]),
    ])
    return [...cells, cellOf('procedure', '', procedureCode)]
  }

  return {
    of(event: CountedEvent, facts: Facts): readonly CellDelta[] {
      const kind = [event.agencyId, event.areaCode, facts.procedureCode, facts.field].join(SEPARATOR)
      const known = byKind.get(kind) ?? cellsOf(event, facts)
      byKind.set(kind, known)
      return known
    },
    all: () => [...byName.values()],
  }
}

function measuresOf(event: CountedEvent, facts: Facts): Measure[] {
  const found = [...namedMeasures(event, facts)]
  if (!open.has(facts.from) && open.has(facts.state)) found.push('opened')
  if (open.has(facts.from) && !open.has(facts.state)) found.push('closed')
  return found
}

function namedMeasures(event: CountedEvent, facts: Facts): Measure[] {
  switch (event.name as DossierEventName) {
    case 'dossier.submitted':
      return ['submitted']
    case 'dossier.received':
      return receivedMeasures(facts.channel, event.simulated)
    case 'dossier.solved':
      return [solvedMeasure((event.data as Static<Schemas['dossier.solved']>).outcome)]
    case 'dossier.returned':
      return ['returned']
    case 'dossier.refused':
      return ['refused']
    case 'dossier.withdrawn':
      return ['withdrawn']
    case 'dossier.stopped':
      return ['stopped']
    case 'dossier.overdue':
      return ['becameOverdue']
    default:
      return []
  }
}

function receivedMeasures(channel: Facts['channel'], simulated: boolean): Measure[] {
  const found: Measure[] = ['received']
  if (channel === 'online') found.push('receivedOnline')
  if (channel === 'post') found.push('receivedPost')
  if (simulated) found.push('receivedSimulated')
  return found
}

function solvedMeasure(outcome: Static<Schemas['dossier.solved']>['outcome']): Measure {
  if (outcome === null) return 'solvedUnpromised'
  return outcome === 'early' ? 'solvedEarly' : outcome === 'on-time' ? 'solvedOnTime' : 'solvedLate'
}

function count(cell: CellDelta, onDate: string, counted: readonly Measure[]): void {
  const counts = cell.flows.get(onDate) ?? new Int32Array(measures.length)
  for (const measure of counted) counts[index[measure]] = (counts[index[measure]] ?? 0) + 1
  cell.flows.set(onDate, counts)
}

function add<Key>(sums: Map<Key, number>, key: Key, by: number): void {
  sums.set(key, (sums.get(key) ?? 0) + by)
}
