import { describe, expect, it } from 'vitest'
import fc from '#platform/testing/properties.ts'
import { limitHours, planSteps } from './process-plan.ts'
import type { LimitRow, ProcessFile } from './province-shapes.ts'

const days = (amount: number | null, unit: LimitRow['unit']): LimitRow => ({
  days: amount,
  unit,
  countingMode: 'civil-day',
})

const standard: ProcessFile = {
  id: 'standard',
  version: 1,
  validFrom: '2024-01-01',
  name: 'Mẫu',
  certainty: 'assumed',
  steps: [
    { id: 'receive', name: 'Tiếp nhận', role: 'receiver', hours: 4, kind: 'receive' },
    { id: 'verify', name: 'Thẩm tra', role: 'specialist', hours: 'rest', kind: 'verify' },
    { id: 'sign', name: 'Ký', role: 'leader', hours: 2.5, kind: 'sign' },
    { id: 'return', name: 'Trả kết quả', role: 'returner', hours: null, kind: 'return' },
  ],
}

describe('the hours of a limit', () => {
  // 1 ngày làm việc = 8 giờ; 15 ngày lịch = 10 ngày làm việc (15 × 5 / 7 = 10,7); giờ làm việc giữ nguyên.
  it.each<[LimitRow, number | null]>([
    [days(1, 'same-day'), 8],
    [days(3, 'working-day'), 24],
    [days(22, 'working-day'), 176],
    [days(15, 'calendar-day'), 80],
    [days(30, 'calendar-day'), 168],
    [days(12, 'working-hour'), 12],
    [days(null, 'working-day'), null],
  ])('of %o is %s', (limit, hours) => {
    expect(limitHours(limit)).toBe(hours)
  })
})

describe('the plan of a process', () => {
  it('gives the rest to one step and leaves the hand-over uncounted', () => {
    expect(planSteps(standard, days(3, 'working-day')).map((step) => step.minutes)).toEqual([
      240,
      1050,
      150,
      null,
    ])
  })

  it('counts nothing for the rest when no limit is published', () => {
    expect(planSteps(standard, days(null, 'working-day')).map((step) => step.minutes)).toEqual([
      240,
      null,
      150,
      null,
    ])
  })

  it('adds up to the limit whatever the limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (amount) => {
        const steps = planSteps(standard, days(amount, 'working-day'))
        expect(steps.reduce((sum, step) => sum + (step.minutes ?? 0), 0)).toBe(amount * 480)
      }),
    )
  })
})
