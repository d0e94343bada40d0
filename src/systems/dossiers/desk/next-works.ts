import { type Actor, holds, type Permission } from '#platform/permissions.ts'
import { isEnd, isRunning, permissionOfStep, transitions } from '../rules.ts'
import type { Step } from '../schema.ts'
import type { Dossier } from '../store.ts'

/** What an officer can do with a dossier; each has its form on the dossier page and its route in the API. */
export const workNames = [
  'receive',
  'refuse',
  'hand-over',
  'send-back',
  'assign',
  'request-supplement',
  'supply',
  'consult',
  'reply',
  'request-payment',
  'confirm-payment',
  'stop',
  'solve',
  'return',
] as const
export type WorkName = (typeof workNames)[number]

/** The works in reach: `primary` is the next step, `quiet` stand beside it, `rare` are in the menu. */
export type Works = {
  readonly primary: WorkName | null
  readonly quiet: readonly WorkName[]
  readonly rare: readonly WorkName[]
}

type Situation = {
  readonly dossier: Pick<
    Dossier,
    'state' | 'stepIndex' | 'stepRole' | 'deskAgencyId' | 'receptionAgencyId' | 'suppliedAt' | 'receivedAt'
  >
  readonly steps: readonly Step[]
  /** A question to one of the officer's agencies waits for its answer. */
  readonly asked: boolean
}

const mostUrgentFirst: readonly WorkName[] = [
  'receive',
  'confirm-payment',
  'return',
  'solve',
  'hand-over',
  'supply',
  'reply',
]
const beside: readonly WorkName[] = ['reply', 'consult', 'request-supplement']

/**
 * What this officer may do now, by state, step and permission: exactly what the actions will allow, so that no button is
 * refused for a reason that was known before it was pressed.
 */
export function worksFor(actor: Actor, situation: Situation): Works {
  const open = workNames.filter((name) => isOpen(actor, name, situation))
  const primary = mostUrgentFirst.find((name) => open.includes(name)) ?? null
  const rest = open.filter((name) => name !== primary)
  return {
    primary,
    quiet: beside.filter((name) => rest.includes(name)),
    rare: rest.filter((name) => !beside.includes(name)),
  }
}

function isOpen(actor: Actor, name: WorkName, { dossier, steps, asked }: Situation): boolean {
  const { state, stepIndex, deskAgencyId } = dossier
  const may = (permission: Permission) => holds(actor, permission, deskAgencyId)
  const step = () => may(permissionOfStep(dossier.stepRole))
  const allows = (next: Dossier['state']) => transitions[state].includes(next)
  const running = isRunning(state)
  const next = steps[stepIndex + 1]
  switch (name) {
    case 'receive':
      return dossier.receivedAt === null && allows('received') && may('dossier.receive') && !waits(dossier)
    case 'refuse':
      return allows('refused') && may('dossier.receive')
    case 'hand-over':
      return running && step() && next !== undefined && next.kind !== 'return'
    case 'send-back':
      return running && step() && stepIndex > 0
    case 'assign':
      return !isEnd(state) && may('dossier.assign')
    case 'request-supplement':
      return allows('awaiting-supplement') && (state === 'registered' ? may('dossier.receive') : step())
    case 'supply':
      return waits(dossier) && holds(actor, 'dossier.receive', dossier.receptionAgencyId)
    case 'consult':
      return running && step()
    case 'reply':
      return asked && !isEnd(state)
    case 'request-payment':
      return allows('awaiting-payment') && step()
    case 'confirm-payment':
      return state === 'awaiting-payment' && step()
    case 'stop':
      return allows('stopped') && step()
    case 'solve':
      return allows('solved') && step() && next?.kind === 'return'
    case 'return':
      return allows('returned') && may('dossier.return')
  }
}

function waits({ state, suppliedAt }: Situation['dossier']): boolean {
  return state === 'awaiting-supplement' && suppliedAt === null
}
