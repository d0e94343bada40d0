import { describe, expect, test } from 'vitest'
import type { Agency } from '../administration/index.ts'
import { growTree } from '../administration/index.ts'
import { heatLevel, onTimeRate, rank, rateState, unitOf, wilson } from './rules.ts'

describe('the interval of a rate', () => {
  // Computed by hand from the formula of Wilson (1927) with z = 1.959964.
  test.each([
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [8, 10, 0.4902, 0.9433],
    [96, 100, 0.9016, 0.9843],
    [990, 1000, 0.9817, 0.9946],
    [0, 0, 0, 1],
  ])('of %i kept promises of %i is %f to %f', (kept, of, low, high) => {
    const interval = wilson(kept, of)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })
})

describe('the ranking', () => {
  const unit = (name: string, onTime: number, late: number) => ({ name, onTime, late })

  test('puts the surer before the luckier, and gives no rank under 30 results', () => {
    const ranked = rank([
      unit('lucky', 30, 0),
      unit('sure', 990, 10),
      unit('new', 29, 0),
      unit('bad', 60, 40),
      unit('none', 0, 0),
    ])
    expect(ranked.map(({ name, rank: place }) => [name, place])).toEqual([
      ['sure', 1],
      ['lucky', 2],
      ['bad', 3],
      ['new', null],
      ['none', null],
    ])
    expect(ranked.at(-1)?.rate).toBeNull()
  })

  test('colours a unit only when its whole interval lies below the mean', () => {
    const [few, many] = [
      { rate: 0.9, high: 0.96 },
      { rate: 0.9, high: 0.93 },
    ]
    expect(rateState(few, 0.95)).toBeNull()
    expect(rateState(many, 0.95)).toBe('soon')
    expect(rateState({ rate: 0.85, high: 0.88 }, 0.95)).toBe('late')
    expect(rateState({ rate: null, high: 1 }, 0.95)).toBeNull()
  })

  test('knows no rate where nothing was promised', () => {
    expect(onTimeRate({ onTime: 0, late: 0 })).toBeNull()
    expect(heatLevel(null)).toBeNull()
    expect([1, 0.98, 0.979, 0.95, 0.949, 0.9, 0.899, 0].map(heatLevel)).toEqual([1, 1, 2, 2, 3, 3, 4, 4])
  })
})

test('an agency counts for the unit directly under the root, and the root for itself', () => {
  const agency = (id: string, parentId: string | null) => ({ id, parentId, kind: '', areaCode: '' }) as Agency
  const tree = growTree([agency('BL', null), agency('H', 'BL'), agency('X', 'H'), agency('X-MC', 'X')])
  expect(['X-MC', 'X', 'H', 'BL', 'gone'].map((id) => unitOf(tree, id, 'BL'))).toEqual([
    'H',
    'H',
    'H',
    'BL',
    'gone',
  ])
  expect(['X-MC', 'H'].map((id) => unitOf(tree, id, 'H'))).toEqual(['X', 'H'])
})
