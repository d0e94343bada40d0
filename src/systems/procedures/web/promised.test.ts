import { expect, test } from 'vitest'
import { openWorld } from '../../../../tests/world.ts'
import { listByCodes } from '../search.ts'
import { viewProcedure } from './procedure-view.ts'
import { withPromises } from './promised.ts'

test('a list promises of a procedure what its own page promises, of a bundle too', async () => {
  await using world = await openWorld({ province: true })
  world.at('2024-11-20T09:00+07:00')
  const ctx = world.system()
  const codes = ['1.001193', '2.000986', '1.004873', '2.000635']
  const listed = await withPromises(ctx, await listByCodes(ctx.db, codes, '2024-11-20'))
  expect(listed).toHaveLength(codes.length)
  for (const { code, dueAt } of listed) {
    const view = await viewProcedure(ctx, code, null)
    expect([code, dueAt]).toEqual([code, view.promised?.dueAt])
  }
})

test('the page of a bundle says how long its parts take and names every result', async () => {
  await using world = await openWorld({ province: true })
  world.at('2024-11-20T09:00+07:00')
  const { limits, promisedResult } = await viewProcedure(world.system(), '2.000986', null)
  expect(limits).toMatchObject([{ promised: { days: 8, unit: 'working-day' } }])
  expect(promisedResult).toContain('Giấy khai sinh')
  expect(promisedResult).toContain('Thẻ bảo hiểm y tế')
})

test('the page of a bundle lists every published case with its term, the promise being that of the usual one', async () => {
  await using world = await openWorld({ province: true })
  world.at('2025-11-24T09:00+07:00')
  const { limits, promised } = await viewProcedure(world.system(), '1.014466', null)
  expect(limits.map(({ published, promised: { days } }) => [published.case, days])).toEqual([
    ['Khoáng sản nhóm I, II nhỏ lẻ', 48],
    ['Khoáng sản nhóm III', 36],
  ])
  expect(promised?.dueAt).toEqual(new Date('2026-01-12T17:00+07:00'))
})
