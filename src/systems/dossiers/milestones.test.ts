import { expect, test } from 'vitest'
import { milestonesOf } from './milestones.ts'
import type { DossierState, Step } from './schema.ts'

const kinds: readonly Step['kind'][] = ['receive', 'verify', 'appraise', 'sign', 'number', 'return']
const steps = kinds.map((kind): Step => ({ id: kind, name: kind, role: 'specialist', kind, minutes: 60 }))
const at = (hour: number) => new Date(Date.UTC(2024, 10, 20, hour))

function states(state: DossierState, stepIndex: number, received = true) {
  const dossier = { state, stepIndex, receivedAt: received ? at(1) : null, returnedAt: null }
  return milestonesOf(dossier, steps, []).map((milestone) => milestone.state)
}

test.each([
  ['registered', 0, false, ['current', 'todo', 'todo', 'todo']],
  ['refused', 0, false, ['ended', 'todo', 'todo', 'todo']],
  ['awaiting-supplement', 0, false, ['paused', 'todo', 'todo', 'todo']],
  ['received', 0, true, ['done', 'todo', 'todo', 'todo']],
  ['processing', 2, true, ['done', 'current', 'todo', 'todo']],
  ['awaiting-supplement', 1, true, ['done', 'paused', 'todo', 'todo']],
  ['awaiting-payment', 3, true, ['done', 'done', 'paused', 'todo']],
  ['stopped', 3, true, ['done', 'done', 'ended', 'todo']],
  ['solved', 5, true, ['done', 'done', 'done', 'current']],
  ['returned', 5, true, ['done', 'done', 'done', 'done']],
] as const)('a dossier that is %s at step %i (received: %s) shows %j', (state, step, received, shown) => {
  expect(states(state, step, received)).toEqual(shown)
})

test('each stage that was reached carries the time of its first step, and the return its own', () => {
  const dossier = { state: 'returned', stepIndex: 5, receivedAt: at(1), returnedAt: at(9) } as const
  const stages = [0, 1, 2, 3, 4, 5].map((stepIndex) => ({ stepIndex, startedAt: at(stepIndex + 1) }))
  expect(milestonesOf(dossier, steps, stages).map((each) => each.at)).toEqual([at(1), at(2), at(4), at(9)])
})
