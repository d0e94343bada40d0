import { stateNames, transitions } from './rules.ts'
import { type DossierState, dossierStates, nationalStateCode } from './schema.ts'
import { tableLines } from './table-lines.ts'

/** How a dossier comes from one state to another: the actions that do it, the event that says so, what the clock does. */
export type Transition = {
  readonly from: DossierState
  readonly to: DossierState
  readonly actions: readonly string[]
  readonly event: string
  readonly clock: string
}

const row = (
  path: readonly [DossierState, DossierState],
  actions: readonly string[],
  [event, clock]: readonly [string, string],
): Transition => ({ from: path[0], to: path[1], actions, event, clock })

const waits = ['dossier.supplement-requested', 'dừng'] as const
const taken = ['dossier.withdrawn', 'hết'] as const
const stopped = ['dossier.stopped', 'hết'] as const

/** Every transition that the house makes; a test compares it with the states and does each one. */
export const transitionTable: readonly Transition[] = [
  row(['registered', 'received'], ['receiveDossier'], ['dossier.received', 'bắt đầu']),
  row(['registered', 'refused'], ['refuseDossier'], ['dossier.refused', 'không có']),
  row(
    ['registered', 'awaiting-supplement'],
    ['requestSupplement'],
    ['dossier.supplement-requested', 'không có'],
  ),
  row(
    ['registered', 'withdrawn'],
    ['withdrawDossier', 'withdrawAtCounter'],
    ['dossier.withdrawn', 'không có'],
  ),
  row(['received', 'processing'], ['handOver'], ['dossier.handed-over', 'chạy']),
  row(['received', 'awaiting-supplement'], ['requestSupplement'], waits),
  row(['received', 'withdrawn'], ['withdrawDossier', 'withdrawAtCounter'], taken),
  row(['processing', 'awaiting-supplement'], ['requestSupplement'], waits),
  row(['processing', 'awaiting-payment'], ['requestPayment'], ['dossier.payment-requested', 'dừng']),
  row(['processing', 'withdrawn'], ['withdrawDossier', 'withdrawAtCounter'], taken),
  row(['processing', 'stopped'], ['stopDossier'], stopped),
  row(['processing', 'solved'], ['solveDossier'], ['dossier.solved', 'hết']),
  row(['awaiting-supplement', 'received'], ['supplyDossier'], ['dossier.supplemented', 'tính lại từ đầu']),
  // What was completed before it was taken in: its term has not begun yet.
  row(['awaiting-supplement', 'received'], ['receiveDossier'], ['dossier.received', 'bắt đầu']),
  row(['awaiting-supplement', 'processing'], ['supplyDossier'], ['dossier.supplemented', 'tính lại từ đầu']),
  row(['awaiting-supplement', 'withdrawn'], ['withdrawDossier', 'withdrawAtCounter'], taken),
  row(['awaiting-supplement', 'stopped'], ['stopDossier', 'dossier.close-unsupplied'], stopped),
  row(['awaiting-payment', 'processing'], ['confirmPayment'], ['dossier.payment-confirmed', 'chạy tiếp']),
  row(['awaiting-payment', 'stopped'], ['stopDossier'], stopped),
  row(['solved', 'returned'], ['returnResult'], ['dossier.returned', 'hết']),
]

const waitsForLeg = ['dossier.leg-awaits', 'dừng'] as const
const goesOn = ['dossier.leg-went-on', 'chạy tiếp'] as const

/**
 * What a joined dossier (liên thông) does through its legs, once it was taken in: while a leg waits for the citizen the whole
 * says so. Of two legs that wait for different things the supplement is told first, so the whole also goes from one wait to
 * the other, which no dossier of one agency does. Its legs begin in 4, by `dossier.leg-opened`.
 */
export const wholeTransitionTable: readonly Transition[] = [
  row(['processing', 'awaiting-supplement'], ['requestSupplement'], waitsForLeg),
  row(['processing', 'awaiting-payment'], ['requestPayment'], waitsForLeg),
  row(['awaiting-payment', 'awaiting-supplement'], ['requestSupplement'], waitsForLeg),
  row(['awaiting-supplement', 'awaiting-payment'], ['supplyDossier'], ['dossier.leg-went-on', 'vẫn dừng']),
  row(['awaiting-supplement', 'processing'], ['supplyDossier'], goesOn),
  row(['awaiting-payment', 'processing'], ['confirmPayment'], goesOn),
]

/** docs/transitions.md, written from the states and the table; a test holds the file to it. */
export function transitionsPage(): string {
  const code = (state: DossierState) => String(nationalStateCode(state))
  const mark = (from: DossierState, to: DossierState) =>
    transitions[from].includes(to) ? '●' : from === to ? '–' : ''
  const matrix = dossierStates.map((from) => [
    `${code(from)} ${stateNames[from]}`,
    ...dossierStates.map((to) => mark(from, to)),
  ])
  const head = ['mã', 'từ → đến', 'action, job', 'sự kiện', 'đồng hồ']
  const lines = (table: readonly Transition[]) =>
    table.map(({ from, to, actions, event, clock }) => [
      `${code(from)} → ${code(to)}`,
      `${stateNames[from]} → ${stateNames[to]}`,
      actions.map((each) => `\`${each}\``).join(', '),
      `\`${event}\``,
      clock,
    ])
  return [
    '# Transitions of a dossier',
    '',
    'Written from `src/systems/dossiers/transition-table.ts` by `node scripts/generate-transitions.ts`; do not edit. The ten states are those of the',
    'national list (TrangThaiHoSo). ● allowed; everything else is refused with 409. A test does each allowed one, and from each state tries the action',
    'that leads to each other state: refused, and the dossier stands as it stood. No action leads back to 1.',
    '',
    ...tableLines(['từ \\ đến', ...dossierStates.map(code)], matrix, 'centre'),
    '',
    ...tableLines(head, lines(transitionTable), 'left'),
    '',
    'A state may go on in itself: a hand-over moves a dossier from step to step within 4; a supplement that still lacks something before reception',
    'is asked for again within 5, which counts the dossier as late. After a supplement before reception the national list leads to 2, 4, 7 and 8 but not',
    'to 3: what cannot be taken in then is stopped on a legal ground, not refused. While the citizen is asked and has not answered it is not taken in.',
    '',
    '## A joined dossier (hồ sơ liên thông)',
    '',
    'Its legs are dossiers of the table above that begin in 4 (`dossier.leg-opened`). The whole goes 1, 2, 4 and 9, 10 as above; while a leg waits for the',
    'citizen it waits too, and of two legs that wait for different things the supplement is told first. So it may go from 5 to 6 and back, which the',
    'national list does not draw and its interface takes.',
    '',
    ...tableLines(head, lines(wholeTransitionTable), 'left'),
    '',
  ].join('\n')
}
