import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWorld } from '../../../../tests/world.ts'
import { readReorganisation } from '../../administration/index.ts'
import { findDossier, handOver, solveDossier } from '../index.ts'
import { beginReorganisation } from '../reorganisation/actions/begin-reorganisation.ts'
import { moveOpenDossiers } from '../reorganisation/actions/move-open-dossiers.ts'
import { legOf, runningBundle } from './testing-bundle.ts'

const file = await readReorganisation(
  join(import.meta.dirname, '../../../../provinces/bac-lieu/reorganisations/2025-07-01.json'),
)

test('a bundle that crosses the reorganisation goes on at the agencies that took over', async () => {
  await using world = await openWorld({ province: true })
  world.at('2025-06-30T14:00+07:00')
  const whole = await runningBundle(world)
  const promised = (await findDossier(world.db, whole.id))?.promisedAt
  world.at('2025-07-01T07:30+07:00')
  await beginReorganisation(world.system(), file)
  await moveOpenDossiers(world.system(), { id: file.id })

  const moved = await findDossier(world.db, whole.id)
  expect(moved?.agencyId).not.toBe('BL-31837')
  expect(moved?.promisedAt).toEqual(promised)
  const birth = await legOf(world, whole, 'khai-sinh')
  expect(birth.agencyId).toBe(moved?.agencyId)
  const office = world.system()
  await handOver(office, { id: birth.id })
  await handOver(office, { id: birth.id })
  await solveDossier(office, { id: birth.id, resultName: 'Giấy khai sinh', resultNumber: '1/2025' })

  const card = await legOf(world, whole, 'the-bhyt')
  expect(card.agencyId).toBe('CM-BHXH')
  const residence = await legOf(world, whole, 'thuong-tru')
  expect(residence.agencyId).toMatch(/^CM-\d+-CA$/)
  // The whole keeps the regime of the day it was filed, and so do the legs that begin after it ended.
  expect(card.regimeId).toBe(moved?.regimeId)
  const { length } = (await world.eventNames(card.id)).filter((name) => name === 'dossier.moved')
  expect(length).toBe(0)
})
