import { describe, expect, test } from 'vitest'
import fc from '#platform/testing/properties.ts'
import { formatMoney, formatNumber, formatPercent, moneyInWords } from './index.ts'

describe('figures', () => {
  test('use the dot for thousands and the comma for decimals', () => {
    expect(formatNumber(1234567.891)).toBe('1.234.567,89')
    expect(formatNumber(121355)).toBe('121.355')
    expect(formatNumber(1000)).toBe('1.000')
  })

  test('keep money and percentages on one line', () => {
    expect(formatMoney(1234567)).toBe('1.234.567\u00a0đồng')
    expect(formatMoney(0)).toBe('0\u00a0đồng')
    expect(formatPercent(0.964)).toBe('96,4\u00a0%')
    expect(formatPercent(1)).toBe('100\u00a0%')
  })

  test('of money are whole đồng', () => {
    expect(() => formatMoney(0.5)).toThrow('Not whole đồng: 0.5')
    expect(() => moneyInWords(-1)).toThrow('Not whole đồng: -1')
    expect(() => moneyInWords(Number.NaN)).toThrow('Not whole đồng: NaN')
  })
})

describe('money in words', () => {
  test.each([
    [0, 'Không đồng'],
    [5, 'Năm đồng'],
    [10, 'Mười đồng'],
    [15, 'Mười lăm đồng'],
    [21, 'Hai mươi mốt đồng'],
    [11, 'Mười một đồng'],
    [14, 'Mười bốn đồng'],
    [24, 'Hai mươi tư đồng'],
    [101, 'Một trăm linh một đồng'],
    [104, 'Một trăm linh bốn đồng'],
    [105, 'Một trăm linh năm đồng'],
    [555, 'Năm trăm năm mươi lăm đồng'],
    [8000, 'Tám nghìn đồng'],
    [150_000, 'Một trăm năm mươi nghìn đồng'],
    [135_000, 'Một trăm ba mươi lăm nghìn đồng'],
    [1_005_000, 'Một triệu không trăm linh năm nghìn đồng'],
    [1_000_005, 'Một triệu không trăm linh năm đồng'],
    [1_234_567, 'Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng'],
    [2_000_000_000, 'Hai tỷ đồng'],
    [1_005_000_000, 'Một tỷ không trăm linh năm triệu đồng'],
    [1_000_000_000_000, 'Một nghìn tỷ đồng'],
    [1_000_000_000_000_000, 'Một triệu tỷ đồng'],
    [1_021_000_000_010, 'Một nghìn không trăm hai mươi mốt tỷ không trăm mười đồng'],
  ])('%i is %j', (amount, words) => expect(moneyInWords(amount)).toBe(words))

  test('read back are the amount', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: 0, max: 1e9 }), fc.maxSafeNat()), (amount) => {
        expect(readWords(moneyInWords(amount))).toBe(amount)
      }),
      { numRuns: 1000 },
    )
  })
})

/** Reads amounts as a person would, knowing nothing of how they were written. */
function readWords(text: string): number {
  const ones = new Map(
    ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'].map((name, i) => [name, i]),
  )
  ones.set('mốt', 1).set('tư', 4).set('lăm', 5)
  let [billions, sum, group, digit] = [0, 0, 0, 0]
  for (const spoken of text
    .toLowerCase()
    .replace(/ đồng$/, '')
    .split(' ')) {
    const scale = { triệu: 1e6, nghìn: 1e3, tỷ: 1 }[spoken]
    if (scale) [sum, group, digit] = [sum + (group + digit) * scale, 0, 0]
    if (spoken === 'tỷ') [billions, sum] = [sum, 0]
    if (spoken === 'trăm') [group, digit] = [digit * 100, 0]
    if (spoken === 'mươi') [group, digit] = [group + digit * 10, 0]
    if (spoken === 'mười') group += 10
    digit = ones.get(spoken) ?? digit
  }
  return billions * 1e9 + sum + group + digit
}
