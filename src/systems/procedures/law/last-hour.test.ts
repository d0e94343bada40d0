import { expect, test } from 'vitest'
import { openWorld } from '../../../../tests/world.ts'
import { promiseFor } from '../promise.ts'
import { procedureAt } from '../queries.ts'
import { limitUnder, termsOf } from './terms.ts'

const at = (text: string) => new Date(`${text}:00+07:00`)

// Rule 4: the last working hour is a row of the regime, since 1/7/2025.
test('what is received in the last working hour is counted from the next working day since 1/7/2025', async () => {
  await using world = await openWorld({ province: true })
  const ctx = world.system()
  /** An hour-exact limit of the real catalogue, received on a Monday. */
  const startOf = async (receivedAt: Date) => {
    const version = await procedureAt(ctx.db, '1.004946', receivedAt.toISOString().slice(0, 10))
    return version && (await promiseFor(ctx, version, { receivedAt }))?.startsAt
  }
  // The rule of the inter-agency decrees of 2025: not before them.
  expect(await startOf(at('2024-11-18T16:20'))).toEqual(at('2024-11-18T16:20'))
  expect(await startOf(at('2025-11-17T16:20'))).toEqual(at('2025-11-18T07:00'))
  // A whole working hour is left.
  expect(await startOf(at('2025-11-17T16:00'))).toEqual(at('2025-11-17T16:00'))
  expect(await startOf(at('2025-11-17T17:30'))).toEqual(at('2025-11-18T07:00'))
})

test('a regime that was stored before the rule was a row counts as it did', async () => {
  await using world = await openWorld({ province: true })
  const { rows } = await world.owner.query(
    "select content from procedures.regime where code = 'nd-118-2025' order by number desc limit 1",
  )
  const [{ content }] = rows
  const older = {
    ...content,
    rules: content.rules.filter(({ id }: { id: string }) => id !== 'last-working-hour'),
  }
  const limit = { amount: 1, unit: 'working-day', countingMode: 'hour-exact' } as const
  expect(limitUnder(termsOf('older.1', older, '2025-11-17'), limit)).toEqual(limit)
  expect(limitUnder(termsOf('newer.1', content, '2025-11-17'), limit)).toEqual({ ...limit, lastMinutes: 60 })
})
