import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type KeptAnswer, keepAnswers } from './kept-answers.ts'

const now = new Date('2026-11-20T03:00:00Z')
const answer = (size: number, until = now.getTime() + 1): KeptAnswer => ({
  kind: 'crl',
  bytes: Buffer.alloc(size),
  until,
  fetchedAt: now,
})

describe('answers of responders', () => {
  test('never are more, or larger, than their bounds, whatever is asked', () => {
    const step = fc.record({ key: fc.constantFrom(...'abcdefgh'), size: fc.nat(60), look: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const answers = keepAnswers({ entries: 4, bytes: 100 })
        const newest = new Map<string, KeptAnswer>()
        for (const { key, size, look } of steps) {
          if (look) {
            const found = answers.find(key, now)
            expect(found === undefined || found === newest.get(key)).toBe(true)
            continue
          }
          const fresh = answer(size)
          newest.set(key, fresh)
          answers.keep(key, fresh)
          expect(answers.find(key, now)).toBe(fresh)
        }
        const { entries, bytes } = answers.held()
        expect(entries).toBeLessThanOrEqual(4)
        expect(bytes).toBeLessThanOrEqual(100)
      }),
    )
  })

  test('lets go first what was used longest ago', () => {
    const answers = keepAnswers({ entries: 2, bytes: 100 })
    answers.keep('a', answer(1))
    answers.keep('b', answer(1))
    expect(answers.find('a', now)).toBeDefined()
    answers.keep('c', answer(1))
    expect(['a', 'b', 'c'].map((key) => answers.find(key, now) !== undefined)).toEqual([true, false, true])
  })

  test('takes neither what has run out nor what is larger than all that it may hold', () => {
    const answers = keepAnswers({ entries: 2, bytes: 100 })
    answers.keep('a', answer(1, now.getTime()))
    answers.keep('b', answer(101))
    expect([answers.find('a', now), answers.find('b', now)]).toEqual([undefined, undefined])
    expect(answers.held()).toEqual({ entries: 0, bytes: 0 })
  })
})
