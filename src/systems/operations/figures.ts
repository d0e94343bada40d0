import type { EvidenceFilter, EvidenceOrder } from '../dossiers/index.ts'
import { openStates } from './fold.ts'
import { instantsOf } from './period.ts'
import type { Counts, Cut, Moments, Promises, Scope, Stocks } from './queries.ts'

/** What all figures of a view are made of. */
export type Facts = { readonly flows: Counts; readonly stocks: Stocks; readonly promises: Promises }

/** Where a figure looks: the agencies, the days, the clock. */
export type Place = Moments & {
  readonly agencyIds: Scope
  readonly from: string
  readonly to: string
  readonly cut?: Cut | undefined
}

type Condition = Omit<EvidenceFilter, 'order' | 'agencyIds'>

/**
 * One figure: how it follows from the folds, and which dossiers stand behind it. Both sides are written next to each
 * other, and a test walks a province and compares them.
 */
type Figure = {
  /** Counted over the days of the period, or as it stands now. */
  readonly over: 'period' | 'now'
  readonly order: EvidenceOrder
  readonly count: (facts: Facts) => number
  readonly evidence: (place: Place) => Condition
}

function happened(order: EvidenceOrder, count: (flows: Counts) => number, condition: Condition = {}): Figure {
  return {
    over: 'period',
    order,
    count: ({ flows }) => count(flows),
    evidence: (place) => ({ ...condition, ...instantsOf(place) }),
  }
}

function standing(states: NonNullable<Condition['states']>): Figure {
  return {
    over: 'now',
    order: 'due',
    count: ({ stocks }) => states.reduce((sum, state) => sum + (stocks[state] ?? 0), 0),
    evidence: () => ({ states }),
  }
}

function promised(count: keyof Promises, between: (moments: Moments) => Condition): Figure {
  return {
    over: 'now',
    order: 'promised',
    count: ({ promises }) => promises[count],
    evidence: (place) => ({ ...between(place), states: ['received', 'processing'] }),
  }
}

/** The instant after, because lists end before an instant and "within four hours" includes the last one. */
function after(instant: Date): Date {
  return new Date(instant.getTime() + 1)
}

export const figures = {
  received: happened('received', (flows) => flows.received),
  online: happened('received', (flows) => flows.receivedOnline, { channel: 'online' }),
  post: happened('received', (flows) => flows.receivedPost, { channel: 'post' }),
  direct: happened('received', (flows) => flows.received - flows.receivedOnline - flows.receivedPost, {
    channel: 'direct',
  }),
  solved: happened(
    'finished',
    (flows) => flows.solvedEarly + flows.solvedOnTime + flows.solvedLate + flows.solvedUnpromised,
  ),
  judged: happened('finished', (flows) => flows.solvedEarly + flows.solvedOnTime + flows.solvedLate, {
    outcomes: ['early', 'on-time', 'late'],
  }),
  'on-time': happened('finished', (flows) => flows.solvedEarly + flows.solvedOnTime, {
    outcomes: ['early', 'on-time'],
  }),
  early: happened('finished', (flows) => flows.solvedEarly, { outcomes: ['early'] }),
  'just-on-time': happened('finished', (flows) => flows.solvedOnTime, { outcomes: ['on-time'] }),
  late: happened('finished', (flows) => flows.solvedLate, { outcomes: ['late'] }),
  unpromised: happened('finished', (flows) => flows.solvedUnpromised, { unpromised: true }),
  refused: happened('closed', (flows) => flows.refused, { states: ['refused'] }),
  withdrawn: happened('closed', (flows) => flows.withdrawn, { states: ['withdrawn'] }),
  stopped: happened('closed', (flows) => flows.stopped, { states: ['stopped'] }),
  returned: happened('closed', (flows) => flows.returned, { states: ['returned'] }),
  open: standing(openStates),
  'awaiting-reception': standing(['registered']),
  'awaiting-citizen': standing(['awaiting-supplement', 'awaiting-payment']),
  'awaiting-return': standing(['solved']),
  overdue: promised('overdue', ({ now }) => ({ before: now })),
  'due-soon': promised('dueSoon', ({ now, soon }) => ({ from: now, before: after(soon) })),
  'due-today': promised('dueToday', ({ now, tomorrow }) => ({ from: now, before: tomorrow })),
} as const satisfies Record<string, Figure>

export type FigureName = keyof typeof figures
export const figureNames = Object.keys(figures) as FigureName[]

/** The value of each figure. */
export function countFigures(facts: Facts): Record<FigureName, number> {
  return Object.fromEntries(figureNames.map((name) => [name, figures[name].count(facts)])) as Record<
    FigureName,
    number
  >
}

/** The dossiers behind a figure, as the register finds them. */
export function evidenceOf(name: FigureName, place: Place): EvidenceFilter {
  const { order, evidence } = figures[name]
  const { agencyIds, cut } = place
  return {
    ...evidence(place),
    order,
    agencyIds,
    ...(cut?.facet === 'area' ? { areaCodes: cut.keys } : {}),
    ...(cut?.facet === 'field' ? { fields: cut.keys } : {}),
  }
}
