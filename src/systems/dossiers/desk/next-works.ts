import { type Actor, holds, type Permission } from '#platform/permissions.ts'
import type { DossierEventName } from '../events.ts'
import { goesByLegs, goesByWhole } from '../joined/rules.ts'
import {
  awaitsDay,
  awaitsSupplement,
  isEnd,
  isRunning,
  mayAskAgain,
  permissionOfStep,
  transitions,
} from '../rules.ts'
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
  'apologise',
  'withdraw',
  'stop',
  'solve',
  'return',
  'go-on-without',
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
    | 'state'
    | 'stepIndex'
    | 'stepRole'
    | 'agencyId'
    | 'deskAgencyId'
    | 'receptionAgencyId'
    | 'accountId'
    | 'suppliedAt'
    | 'receivedAt'
    | 'paymentDueAt'
    | 'promisedAt'
    | 'apologies'
    | 'wholeId'
    | 'joinedVersionId'
  >
  readonly steps: readonly Step[]
  /** A question to one of the officer's agencies waits for its answer. */
  readonly asked: boolean
  /** How often the law of the dossier lets its promise move. */
  readonly apologies: number
  /** Of a whole: whether a lost leg can be done without, and whether it may still end before its time. */
  readonly whole?: { readonly mayGoOn: boolean; readonly mayEnd: boolean } | undefined
}

const mostUrgentFirst: readonly WorkName[] = [
  'go-on-without',
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

/** The event of each work that a whole leaves to its legs, or a leg to its whole. */
const eventOf: Partial<Record<WorkName, DossierEventName>> = {
  'hand-over': 'dossier.handed-over',
  'send-back': 'dossier.sent-back',
  'request-supplement': 'dossier.supplement-requested',
  'request-payment': 'dossier.payment-requested',
  'confirm-payment': 'dossier.payment-confirmed',
  solve: 'dossier.solved',
  return: 'dossier.returned',
  apologise: 'dossier.apologised',
  withdraw: 'dossier.withdrawn',
}

function isOpen(actor: Actor, name: WorkName, situation: Situation): boolean {
  const { dossier, steps, asked } = situation
  const event = eventOf[name]
  if (event && (goesByLegs(dossier, event) || goesByWhole(dossier, event))) return false
  const { state, stepIndex, deskAgencyId } = dossier
  const may = (permission: Permission) => holds(actor, permission, deskAgencyId)
  const step = () => may(permissionOfStep(dossier.stepRole))
  const allows = (next: Dossier['state']) => transitions[state].includes(next)
  const running = isRunning(state)
  const next = steps[stepIndex + 1]
  switch (name) {
    case 'receive':
      return (
        dossier.receivedAt === null &&
        allows('received') &&
        may('dossier.receive') &&
        !awaitsSupplement(dossier)
      )
    case 'refuse':
      return allows('refused') && may('dossier.receive')
    case 'hand-over':
      return running && step() && next !== undefined && next.kind !== 'return'
    case 'send-back':
      return running && step() && stepIndex > 0
    case 'assign':
      return !isEnd(state) && may('dossier.assign')
    case 'request-supplement':
      if (mayAskAgain(dossier)) return may('dossier.receive')
      return allows('awaiting-supplement') && (state === 'registered' ? may('dossier.receive') : step())
    case 'supply':
      return awaitsSupplement(dossier) && holds(actor, 'dossier.receive', dossier.receptionAgencyId)
    case 'consult':
      return running && step()
    case 'reply':
      return asked && !isEnd(state)
    case 'request-payment':
      return (allows('awaiting-payment') || awaitsDay(dossier)) && step()
    case 'confirm-payment':
      return state === 'awaiting-payment' && step()
    case 'apologise':
      return (
        running &&
        dossier.promisedAt !== null &&
        dossier.apologies < situation.apologies &&
        holds(actor, 'dossier.approve', dossier.agencyId)
      )
    case 'withdraw':
      return (
        allows('withdrawn') &&
        situation.whole?.mayEnd !== false &&
        dossier.accountId === null &&
        holds(actor, 'dossier.receive', dossier.receptionAgencyId)
      )
    case 'stop':
      return allows('stopped') && step() && situation.whole?.mayEnd !== false
    case 'solve':
      return allows('solved') && step() && next?.kind === 'return'
    case 'go-on-without':
      return situation.whole?.mayGoOn === true && may('dossier.receive')
    case 'return':
      return allows('returned') && may('dossier.return')
  }
}
