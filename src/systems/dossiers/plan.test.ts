import { expect, test } from 'vitest'
import { startClock } from '#platform/calendar/index.ts'
import { openWorld } from '../../../tests/world.ts'
import { getOffer, limitOf, timeLimitOf } from '../procedures/index.ts'
import { planOf } from './plan.ts'

test('the steps of a dossier share the term of its own case, also after its reception', async () => {
  await using world = await openWorld({ province: true })
  // Death registration: the same day, or three working days when it has to be verified.
  const { procedure, process } = await getOffer(world.db, '1.000656', '2024-11-20')
  const caseName = procedure.content.limits[1]?.case ?? ''
  const filed = { procedureVersionId: procedure.id, processVersionId: process.id }
  const atReception = await planOf(world.system(), filed, caseName)
  expect(await planOf(world.system(), { ...filed, caseName })).toEqual(atReception)
  const limit = timeLimitOf(limitOf(procedure, caseName))
  if (!limit) throw new Error('the case has a published limit')
  const clock = startClock(await world.system().calendar(), limit, world.now())
  const later = await planOf(world.system(), { ...filed, clock })
  expect(later).toEqual(atReception)
  expect(later.steps).not.toEqual((await planOf(world.system(), filed)).steps)
})
