import type { Static } from 'typebox'
import { localDate } from '#platform/calendar/index.ts'
import type { RecordedEvent } from '#platform/events/events.ts'
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
export type Cell = { readonly facet: Facet; readonly agencyId: string; readonly key: string }

export type FlowDelta = Cell & { readonly onDate: string; readonly counts: Int32Array }
export type StockDelta = Cell & { readonly state: DossierState; dossiers: number }
export type PromiseDelta = Cell & { readonly dueAt: string; dossiers: number }

/** What a batch of events changes, each cell once. */
export type Deltas = {
  readonly flows: ReadonlyMap<string, FlowDelta>
  readonly stocks: ReadonlyMap<string, StockDelta>
  readonly promises: ReadonlyMap<string, PromiseDelta>
}

type Schemas = (typeof dossierEvents)['schemas']
type Facts = Static<Schemas['dossier.overdue']>

/** The states of "đang giải quyết": the agency or the citizen still has something to do before the result. */
export const openStates = ['received', 'processing', 'awaiting-supplement', 'awaiting-payment'] as const

const open = new Set<string | null>(openStates)
const index = Object.fromEntries(measures.map((measure, at) => [measure, at])) as Record<Measure, number>

/**
 * Adds events up in memory, so that a batch costs one statement a table. Pure: the same events give the same deltas,
 * whatever is stored. Events of other systems are passed over.
 */
export function foldEvents(events: readonly RecordedEvent[]): Deltas {
  const deltas = {
    flows: new Map<string, FlowDelta>(),
    stocks: new Map<string, StockDelta>(),
    promises: new Map<string, PromiseDelta>(),
  }
  for (const event of events) {
    if (!Object.hasOwn(dossierEvents.schemas, event.name)) continue
    const facts = event.data as Facts
    const counted = measuresOf(event, facts)
    const moved = facts.from !== facts.state
    const before = facts.from === null ? null : promiseOf(facts.from, facts.promisedBefore)
    const after = promiseOf(facts.state, facts.promisedAt)
    if (counted.length === 0 && !moved && before === after) continue
    const onDate = localDate(event.at)
    for (const { name, cell } of cellsOf(event, facts)) {
      if (counted.length > 0) count(deltas.flows, { name, cell, onDate, counted })
      if (cell.facet === 'procedure') continue
      if (moved) {
        if (facts.from !== null) addStock(deltas.stocks, { name, cell, state: facts.from, by: -1 })
        addStock(deltas.stocks, { name, cell, state: facts.state, by: 1 })
      }
      if (before !== after) {
        if (before !== null) addPromise(deltas.promises, { name, cell, dueAt: before, by: -1 })
        if (after !== null) addPromise(deltas.promises, { name, cell, dueAt: after, by: 1 })
      }
    }
  }
  return deltas
}

/** The promise that runs in a state, if one does: waiting for the citizen stops the clock. */
function promiseOf(state: DossierState, promisedAt: string | null): string | null {
  return state === 'received' || state === 'processing' ? promisedAt : null
}

/** NUL is the one character that no text of the database holds. */
const SEPARATOR = '\u0000'

function cellsOf(event: RecordedEvent, facts: Facts): { name: string; cell: Cell }[] {
  const agencies = event.agencyId === null ? [''] : ['', event.agencyId]
  const cells: Cell[] = agencies.flatMap((agencyId) => [
    { facet: 'all', agencyId, key: '' },
    { facet: 'field', agencyId, key: facts.field },
    ...(event.areaCode === null ? [] : [{ facet: 'area' as const, agencyId, key: event.areaCode }]),
  ])
  cells.push({ facet: 'procedure', agencyId: '', key: facts.procedureCode })
  return cells.map((cell) => ({
    name: cell.facet + SEPARATOR + cell.agencyId + SEPARATOR + cell.key,
    cell,
  }))
}

function measuresOf(event: RecordedEvent, facts: Facts): Measure[] {
  const found = [...namedMeasures(event, facts)]
  if (!open.has(facts.from) && open.has(facts.state)) found.push('opened')
  if (open.has(facts.from) && !open.has(facts.state)) found.push('closed')
  return found
}

function namedMeasures(event: RecordedEvent, facts: Facts): Measure[] {
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

type Counting = { name: string; cell: Cell; onDate: string; counted: readonly Measure[] }

function count(flows: Map<string, FlowDelta>, { name, cell, onDate, counted }: Counting): void {
  const place = name + SEPARATOR + onDate
  let delta = flows.get(place)
  if (!delta) {
    delta = { ...cell, onDate, counts: new Int32Array(measures.length) }
    flows.set(place, delta)
  }
  for (const measure of counted) delta.counts[index[measure]] = (delta.counts[index[measure]] ?? 0) + 1
}

type Stocking = { name: string; cell: Cell; state: DossierState; by: number }

function addStock(stocks: Map<string, StockDelta>, { name, cell, state, by }: Stocking): void {
  const place = name + SEPARATOR + state
  const delta = stocks.get(place)
  if (delta) delta.dossiers += by
  else stocks.set(place, { ...cell, state, dossiers: by })
}

type Promising = { name: string; cell: Cell; dueAt: string; by: number }

function addPromise(promises: Map<string, PromiseDelta>, { name, cell, dueAt, by }: Promising): void {
  const place = name + SEPARATOR + dueAt
  const delta = promises.get(place)
  if (delta) delta.dossiers += by
  else promises.set(place, { ...cell, dueAt, dossiers: by })
}
