import type { DossierState, Step } from './schema.ts'

/** The four stages that a citizen knows, whatever the steps of the internal process are called. */
export type MilestoneName = 'receive' | 'examine' | 'sign' | 'return'

export type DossierMilestone = {
  readonly name: MilestoneName
  /** `paused` waits for the citizen, `ended` is where a dossier stopped without a result. */
  readonly state: 'done' | 'current' | 'paused' | 'ended' | 'todo'
  /** When it was reached. */
  readonly at: Date | null
}

type Travelled = {
  readonly state: DossierState
  readonly stepIndex: number
  readonly receivedAt: Date | null
  readonly returnedAt: Date | null
}

const nameOf: Readonly<Record<Step['kind'], MilestoneName>> = {
  receive: 'receive',
  verify: 'examine',
  appraise: 'examine',
  sign: 'sign',
  number: 'sign',
  return: 'return',
}

/**
 * Where a dossier is, in the stages of the citizen: what is behind it with its time, where it is now, what is to come.
 * `stages` are its stays on desks, oldest first.
 */
export function milestonesOf(
  dossier: Travelled,
  steps: readonly Step[],
  stages: readonly { readonly stepIndex: number; readonly startedAt: Date }[],
): DossierMilestone[] {
  const names = [...new Set(steps.map((step) => nameOf[step.kind]))]
  const step = steps[dossier.stepIndex]
  const here = dossier.receivedAt === null || !step ? 'receive' : nameOf[step.kind]
  const place = names.indexOf(here)
  return names.map((name, index) => {
    const reached = stages.find((stage) => {
      const kind = steps[stage.stepIndex]?.kind
      return kind !== undefined && nameOf[kind] === name
    })
    const state = index < place ? 'done' : index > place ? 'todo' : stateHere(dossier)
    const at = name === 'receive' ? dossier.receivedAt : (reached?.startedAt ?? null)
    return { name, state, at: state === 'todo' ? null : name === 'return' ? dossier.returnedAt : at }
  })
}

function stateHere({ state, receivedAt }: Travelled): DossierMilestone['state'] {
  if (state === 'returned') return 'done'
  if (state === 'awaiting-supplement' || state === 'awaiting-payment') return 'paused'
  if (state === 'refused' || state === 'withdrawn' || state === 'stopped') return 'ended'
  return state === 'received' && receivedAt !== null ? 'done' : 'current'
}
