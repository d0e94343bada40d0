import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { readDataStoreFile } from './province-file.ts'
import { exemptionOf, isUsable, itemName, lastDay } from './rules.ts'
import type { DigitisingRule } from './schema.ts'

const { digitising, kinds } = await readDataStoreFile('provinces/bac-lieu')
const ruleOn = (day: string) =>
  digitising.find(({ validFrom, validTo }) => validFrom <= day && (validTo ?? '9999') >= day)

describe('the name of what is kept', () => {
  test('is paper, owner, day, as TT 01/2023/TT-VPCP has it', () => {
    expect(itemName('Giấy chứng sinh', 'Thạch Sô Rinh', new Date('2024-11-19T18:00:00Z'))).toBe(
      'Giấy chứng sinh - Thạch Sô Rinh - 20.11.2024',
    )
  })
})

describe('what need not be digitised', () => {
  const paper = { channel: 'direct', kind: 'submit' } as const
  // TT 03/2025/TT-VPCP Điều 5, by its sense: filed online, only shown, the answer of an agency to a check, classified.
  test.each([
    ['2024-11-20', paper, undefined],
    ['2024-11-20', { ...paper, kind: 'show' as const }, 'shown'],
    ['2024-11-20', { ...paper, channel: 'online' as const }, 'e-filed'],
    ['2024-11-20', { ...paper, exempt: 'verification' as const }, undefined],
    ['2025-07-01', { ...paper, exempt: 'verification' as const }, 'verification'],
    ['2025-07-01', { ...paper, exempt: 'classified' as const, kind: 'show' as const }, 'classified'],
    ['2025-07-01', { ...paper, channel: 'post' as const }, undefined],
  ])('on %s %j is exempt as %s', (day, handed, expected) => {
    expect(exemptionOf(ruleOn(day), handed)).toBe(expected)
  })

  test('is nothing that no rule of that day names', () => {
    expect(exemptionOf(undefined, { ...paper, kind: 'show' })).toBeUndefined()
    expect(ruleOn('2020-01-01')).toBeUndefined()
  })
})

describe('how long a paper counts', () => {
  // NĐ 123/2015/NĐ-CP Điều 23: 6 months from the day of issue.
  const months = kinds.find(({ id }) => id === 'xac-nhan-tinh-trang-hon-nhan')?.months
  test.each([
    ['2024-05-20', '2024-11-20'],
    ['2024-08-31', '2025-02-28'],
    ['2023-08-31', '2024-02-29'],
  ])('a statement of marital status of %s counts until %s', (issued, last) => {
    expect(months).toBe(6)
    expect(lastDay(issued, months)).toBe(last)
  })

  test('is without end where nothing is said', () => {
    expect(lastDay('2024-05-20', undefined)).toBeUndefined()
  })

  test.each([
    ['valid', null, true],
    ['valid', '2024-11-20', true],
    ['valid', '2024-11-19', false],
    ['revoked', null, false],
    ['removed', null, false],
  ] as const)('an item that is %s until %s can be handed in: %s', (state, validTo, usable) => {
    const item: Parameters<typeof isUsable>[0] = { state, validTo }
    expect(isUsable(item, '2024-11-20')).toBe(usable)
  })
})

test('the rules of the province leave no gap between two acts', () => {
  const [before, after]: (DigitisingRule | undefined)[] = digitising
  expect(before?.validTo).toBe('2025-06-30')
  expect(after?.validFrom).toBe('2025-07-01')
})

test('each kind names papers that procedures ask for', async () => {
  const { readdir } = await import('node:fs/promises')
  const folder = 'provinces/bac-lieu/procedures'
  const texts = await Promise.all(
    (await readdir(folder)).map((file) => readFile(`${folder}/${file}`, 'utf8')),
  )
  const all = texts.join('\n')
  const unknown = kinds.flatMap((kind) => kind.papers.filter((id) => !all.includes(`"${id}"`)))
  const never = kinds.flatMap((kind) => kind.results.filter((name) => !all.includes(`"${name}"`)))
  expect([unknown, never]).toEqual([[], []])
})
