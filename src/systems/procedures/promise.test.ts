import { describe, expect, test } from 'vitest'
import type { Database } from '../../platform/database/database.ts'
import { feesFor } from './fees.ts'
import { promiseFor } from './promise.ts'
import type { FeeRow, LimitRow } from './province-shapes.ts'
import { contextAt, procedureRow } from './testing/catalogue-files.ts'
import type { ProcedureVersion } from './versions.ts'

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
  const fee = (change: Partial<FeeRow>): FeeRow => ({
    name: 'Lệ phí',
    amount: 20_000,
    certainty: 'high',
    ...change,
  })

  test('are none when no row is published', () => {
    expect(feesFor({ fees: [] }, { channel: 'online' })).toEqual({ lines: [], total: 0, free: true })
  })

  test('are halved online where the province says so', () => {
    const fees = [fee({ onlineAmount: 10_000 })]
    expect(feesFor({ fees }, { channel: 'online' }).total).toBe(10_000)
    expect(feesFor({ fees }, { channel: 'direct' }).total).toBe(20_000)
  })

  test('count by quantity', () => {
    const fees = [fee({ amount: 8_000, unit: 'bản' })]
    expect(feesFor({ fees }, { channel: 'direct', quantities: { 'Lệ phí': 3 } }).total).toBe(24_000)
  })

  test('have no total while one of them is set elsewhere', () => {
    const fees = [fee({}), fee({ name: 'Phí', amount: null })]
    expect(feesFor({ fees }, { channel: 'direct' })).toMatchObject({ total: null, free: false })
  })
})
