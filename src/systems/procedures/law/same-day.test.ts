import { expect, test } from 'vitest'
import type { TimeLimit } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { openWorld } from '../../../../tests/world.ts'
import { promiseFor } from '../promise.ts'
import { procedureAt } from '../queries.ts'
import { limitUnder, termsOf } from './terms.ts'

const at = (text: string) => new Date(`${text}:00+07:00`)

/** Cấp bản sao trích lục hộ tịch publishes the hour itself; here it leaves it to the law. */
async function copyWithoutItsHour(ctx: Context, day: string) {
  const version = await procedureAt(ctx.db, '2.000635', day)
  if (!version) throw new Error('The procedure is there')
  const limits = version.content.limits.map(({ cutOff: _, ...limit }) => limit)
  return { ...version, content: { ...version.content, limits } }
}

// Rule 5: the hour of same-day procedures is a row of the regime.
test('a same-day limit without an hour of its own ends with that of the regime, after it on the next working day', async () => {
  await using world = await openWorld({ province: true })
  const ctx = world.system()
  const dueOf = async (receivedAt: Date) => {
    const version = await copyWithoutItsHour(ctx, receivedAt.toISOString().slice(0, 10))
    const promised = await promiseFor(ctx, version, { receivedAt })
    expect(promised?.limit).toMatchObject({ unit: 'same-day' })
    return promised?.dueAt
  }
  // Friday 22/11/2024 under NĐ 61, Friday 21/11/2025 under NĐ 118.
  expect(await dueOf(at('2024-11-22T15:00'))).toEqual(at('2024-11-22T17:00'))
  expect(await dueOf(at('2024-11-22T15:01'))).toEqual(at('2024-11-25T17:00'))
  expect(await dueOf(at('2025-11-21T15:00'))).toEqual(at('2025-11-21T17:00'))
  expect(await dueOf(at('2025-11-21T15:01'))).toEqual(at('2025-11-24T17:00'))
})

test('another hour in the row same-day-cut-off is the hour of the limit', async () => {
  await using world = await openWorld({ province: true })
  const { rows } = await world.owner.query(
    "select content from procedures.regime where code = 'nd-118-2025' order by number desc limit 1",
  )
  const [{ content }] = rows
  const earlier = content.rules.map((rule: { id: string }) =>
    rule.id === 'same-day-cut-off' ? { ...rule, value: 14.5 } : rule,
  )
  const limit: TimeLimit = { amount: 1, unit: 'same-day', countingMode: 'civil-day' }
  const hourOf = (rules: unknown) =>
    limitUnder(termsOf('some.1', { ...content, rules }, '2025-11-21'), limit).cutOff
  expect([hourOf(content.rules), hourOf(earlier)]).toEqual(['15:00', '14:30'])
})
