import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../tests/world.ts'
import { getProcedureAt } from '../../procedures/index.ts'
import { promiseIfFiledNow } from './filing.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ province: true })
})
afterAll(() => world[Symbol.asyncDispose]())

/** The promise beside the form of a birth, at an instant; instants as they are written in Vietnam. */
async function birthAt(instant: string) {
  world.at(instant)
  const ctx = world.system()
  const birth = await getProcedureAt(ctx.db, '1.001193', instant.slice(0, 10))
  const promised = await promiseIfFiledNow(ctx, birth, { agencyId: 'BL-31825', caseName: null })
  const local = (at: Date | null | undefined) =>
    at && new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 16)
  return { due: local(promised?.dueAt), before: local(promised?.fileBefore) }
}

// Luật Hộ tịch 2014 Điều 16: a birth is registered on the day; received after 15:00 it is answered on the next working day.
describe('until when filing still gets the promise beside the form', () => {
  test.each([
    ['a working morning: 15:00 today', '2024-11-20T09:00+07:00', '2024-11-20T17:00', '2024-11-20T15:00'],
    ['after 15:00: 15:00 of the next day', '2024-11-20T15:30+07:00', '2024-11-21T17:00', '2024-11-21T15:00'],
    ['a Saturday: 15:00 of Monday', '2024-11-23T00:34+07:00', '2024-11-25T17:00', '2024-11-25T15:00'],
  ])('%s', async (_case, at, due, before) => {
    expect(await birthAt(at)).toEqual({ due, before })
  })
})
