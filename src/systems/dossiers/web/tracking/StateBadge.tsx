import { Badge } from '#web/components/badge/Badge.tsx'
import type { StateName } from '#web/components/badge/states.ts'
import { useMessages } from '#web/messages/define.ts'
import type { DossierState } from '../../schema.ts'
import { stateLooks } from '../state-looks.ts'
import { stateMessages } from './state-messages.ts'

type StateFacts = {
  readonly state: DossierState
  readonly supplied: boolean
  readonly overdue: boolean
}

/** What the citizen's word for a state is: a state of the register, or one of the two that matter beside it. */
export type CitizenState = DossierState | 'supplied' | 'overdue'

const looks: Readonly<Record<CitizenState, StateName>> = {
  ...stateLooks,
  supplied: 'info',
  overdue: 'late',
}

/** The state in the eyes of the citizen: late before all, and not waiting for them once they have answered. */
export function citizenState({ state, supplied, overdue }: StateFacts): CitizenState {
  if (state === 'awaiting-supplement' && supplied) return 'supplied'
  return overdue && (state === 'received' || state === 'processing') ? 'overdue' : state
}

export function StateBadge(facts: StateFacts) {
  const shown = citizenState(facts)
  return <Badge state={looks[shown]}>{useMessages(stateMessages).states[shown]}</Badge>
}
