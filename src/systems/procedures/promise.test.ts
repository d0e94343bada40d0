import { describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { feesFor, feesOn } from './fees.ts'
import { promiseFor } from './promise.ts'
import type { FeeRow, LimitRow } from './province-shapes.ts'
import { contextAt, procedureRow } from './testing/catalogue-files.ts'
import type { ProcedureVersion } from './versions.ts'
import { feeNoteWords } from './web/fee-words.ts'

// No promise reads the database: the calendar of the context is all it needs.
const ctx = contextAt({} as Database, '2024-11-20T09:00+07:00')

function versionWith(limits: LimitRow[]): ProcedureVersion {
  return {
    id: 'v',
    code: '1.001193',
    number: 1,
    validFrom: '2024-01-01',
    validTo: null,
    hash: '',
    sourceHash: null,
    legalAct: null,
    publishedAt: new Date(0),
    content: procedureRow({ limits }),
  }
}

const workingDays = (days: number | null): LimitRow => ({
  days,
  unit: 'working-day',
  countingMode: 'civil-day',
})
const sameDay: LimitRow = { days: 1, unit: 'same-day', countingMode: 'civil-day', cutOff: '15:00' }

describe('promising a result', () => {
  // 20/11/2024 is a Wednesday; the calendar of the test takes Thursday 21/11 off.
  const cases: [string, LimitRow, string, string][] = [
    ['the same day', sameDay, '2024-11-20T09:42+07:00', '2024-11-20T17:00+07:00'],
    ['the next working day after 15:00', sameDay, '2024-11-20T15:01+07:00', '2024-11-22T17:00+07:00'],
    ['3 working days over a day off', workingDays(3), '2024-11-20T09:42+07:00', '2024-11-26T17:00+07:00'],
  ]
  test.each(cases)('%s', async (_name, limit, receivedAt, dueAt) => {
    const promised = await promiseFor(ctx, versionWith([limit]), { receivedAt: new Date(receivedAt) })
    expect(promised?.dueAt).toEqual(new Date(dueAt))
  })

  test('promises nothing when no limit is published', async () => {
    const receivedAt = new Date('2024-11-20T09:42+07:00')
    expect(await promiseFor(ctx, versionWith([workingDays(null)]), { receivedAt })).toBeUndefined()
  })

  test('counts the limit of the named case, and refuses a case that is not published', async () => {
    const version = versionWith([sameDay, { ...workingDays(5), case: 'Phải xác minh' }])
    const receivedAt = new Date('2024-11-20T09:42+07:00')
    const promised = await promiseFor(ctx, version, { receivedAt, caseName: 'Phải xác minh' })
    expect(promised?.limit.days).toBe(5)
    await expect(promiseFor(ctx, version, { receivedAt, caseName: 'Khác' })).rejects.toMatchObject({
      code: 'procedure.unknown_case',
    })
  })
})

describe('the fees of a procedure', () => {
  const on = '2024-11-20'
  const fee = (change: Partial<FeeRow>): FeeRow => ({
    name: 'Lệ phí',
    amount: 20_000,
    certainty: 'high',
    ...change,
  })

  test('are none when no row is published', () => {
    expect(feesFor({ fees: [] }, { channel: 'online', on })).toEqual({ lines: [], total: 0, free: true })
  })

  test('are halved online where the province says so', () => {
    const fees = [fee({ onlineAmount: 10_000 })]
    expect(feesFor({ fees }, { channel: 'online', on }).total).toBe(10_000)
    expect(feesFor({ fees }, { channel: 'direct', on }).total).toBe(20_000)
  })

  test('are less online until the last day that the act names', () => {
    const fees = [fee({ amount: 135_000, onlineAmount: 115_000, onlineUntil: '2025-12-31' })]
    const total = (day: string) => feesFor({ fees }, { channel: 'online', on: day }).total
    expect([total('2025-12-31'), total('2026-01-01')]).toEqual([115_000, 135_000])
    expect(feesOn(fees, '2026-01-01')[0]).not.toHaveProperty('onlineAmount')
  })

  // Phí chứng thực bản sao: 2.000 đồng a page, from the third 1.000, at most 200.000 for one copy.
  test.each([
    [1, 2_000],
    [2, 4_000],
    [3, 5_000],
    [10, 12_000],
    [198, 200_000],
    [199, 200_000],
    [500, 200_000],
  ])('go by tiers: %i pages are %i đồng', (pages, dong) => {
    const fees = [fee({ amount: 2_000, unit: 'trang', tiers: [{ from: 3, amount: 1_000 }], most: 200_000 })]
    const asked = { channel: 'direct', on, quantities: { 'Lệ phí': pages } } as const
    expect(feesFor({ fees }, asked).total).toBe(dong)
  })

  test('are told as rates while nobody has counted the pages', () => {
    const fees = [fee({ amount: 2_000, unit: 'trang', tiers: [{ from: 3, amount: 1_000 }], most: 200_000 })]
    const note = feesFor({ fees }, { channel: 'direct', on })
    expect(note).toMatchObject({ total: null, free: false })
    expect(feeNoteWords(note, 'vi')?.replaceAll('\u00a0', ' ')).toBe(
      '2.000 đồng/trang, từ trang thứ 3: 1.000 đồng, tối đa 200.000 đồng',
    )
  })

  test('count by quantity', () => {
    const fees = [fee({ amount: 8_000, unit: 'bản' })]
    expect(feesFor({ fees }, { channel: 'direct', on, quantities: { 'Lệ phí': 3 } }).total).toBe(24_000)
  })

  test('have no total while one of them is set elsewhere', () => {
    const fees = [fee({}), fee({ name: 'Phí', amount: null })]
    expect(feesFor({ fees }, { channel: 'direct', on })).toMatchObject({ total: null, free: false })
  })
})
