import { describe, expect, test } from 'vitest'
import { contentHash } from './catalogue.ts'
import { differences } from './differences.ts'

describe('comparing two contents', () => {
  test('names each place that was changed, added or taken away', () => {
    const before = { name: 'A', fees: [{ amount: 5000 }], levels: ['commune', 'district'] }
    const after = { name: 'B', fees: [{ amount: 5000, note: 'x' }], levels: ['commune'] }
    expect(differences(before, after)).toEqual([
      { path: 'name', before: 'A', after: 'B' },
      { path: 'fees.0.note', after: 'x' },
      { path: 'levels.1', before: 'district' },
    ])
  })

  test('sees no difference in the order of fields', () => {
    expect(differences({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([])
    expect(contentHash({ a: 1, b: { c: 2, d: 3 } })).toBe(contentHash({ b: { d: 3, c: 2 }, a: 1 }))
  })

  test('sees the order of a list', () => {
    expect(contentHash(['a', 'b'])).not.toBe(contentHash(['b', 'a']))
  })
})
