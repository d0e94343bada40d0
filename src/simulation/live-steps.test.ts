import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWorld, type World } from '../../tests/world.ts'
import { findDossier } from '../systems/dossiers/index.ts'
import { type Cast, openCast } from './live-cast.ts'
import { fileLive } from './live-filing.ts'
import { stepLive } from './live-steps.ts'
import { readSimulationFacts } from './province-file.ts'
import { seeded } from './random.ts'

const facts = await readSimulationFacts(join(import.meta.dirname, '../../provinces/bac-lieu'))

/** Files until one comes to its result, which its applicant wants online: some are refused on the way. */
async function solvedForOnline(world: World, cast: Cast): Promise<string> {
  for (;;) {
    const id = await fileLive(world.house, cast)
    await world.owner.query("update dossiers.dossier set result_method = 'online' where id = $1", [id])
    let state = await stepLive(world.house, cast, id)
    while (state !== undefined && state !== 'solved') state = await stepLive(world.house, cast, id)
    if (state === 'solved') return id
  }
}

test('the live province waits for the signatures of a result, and hands it over at the desk where there is no key', async () => {
  await using world = await openWorld({ province: true })
  const cast = await openCast(world.house, { facts, random: seeded('live') })
  const id = await solvedForOnline(world, cast)
  expect(await stepLive(world.house, cast, id)).toBe('unsigned')
  expect(await findDossier(world.db, id)).toMatchObject({ state: 'solved' })
  await world.runJobs()
  expect(await stepLive(world.house, cast, id)).toBeUndefined()
  expect(await findDossier(world.db, id)).toMatchObject({ state: 'returned' })
  const result = world.db.selectFrom('dossiers.result').select(['source', 'handedMethod'])
  expect(await result.where('dossierId', '=', id).execute()).toEqual([
    { source: 'form', handedMethod: 'counter' },
  ])
})
