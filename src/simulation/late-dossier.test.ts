import { expect, test } from 'vitest'
import { openWorld, type World } from '../../tests/world.ts'
import { samplePersons } from '../sandbox/persons.ts'
import { handOver, sendApology, sentApology, solveDossier } from '../systems/dossiers/index.ts'
import { findDossierByCode } from '../systems/dossiers/store.ts'
import { personOf } from '../systems/identity/index.ts'
import { recordLateDossier } from './late-dossier.ts'

// A Friday evening: a newcomer tries the house when he has time.
const NOW = '2026-11-20T20:02+07:00'

function askedOf(world: World, agencyId = 'BL-31837') {
  const sample = samplePersons.find(({ key }) => key === 'thach-rinh')
  const citizen = personOf(world.config.oidc.issuer, { sub: 'thach-rinh', ...sample?.claims })
  if (citizen.kind !== 'citizen') throw new Error('Thạch Sô Rinh is a citizen')
  return { citizen, agencyId, minutes: 15 }
}

test('a dossier about to be late apologises by itself, and is solved late on its new date', async () => {
  await using world = await openWorld({ province: true })
  world.at(NOW)
  const { code, promisedAt } = await recordLateDossier(world.house, askedOf(world))
  expect(promisedAt).toEqual(new Date('2026-11-20T20:17+07:00'))
  const dossier = await findDossierByCode(world.db, code)
  const citizen = await world.context('thach-rinh')
  expect(dossier).toMatchObject({
    simulated: true,
    origin: 'simulation',
    accountId: citizen.actor.id,
    state: 'processing',
    assigneeName: 'Nguyễn Hữu Nghĩa',
    overdueAt: null,
  })
  const id = dossier?.id ?? ''
  await world.runJobs()
  expect(await world.eventNames(id)).toContain('dossier.apology-drafted')

  await sendApology(await world.context('vtd-leader'), { id })
  const apology = await sentApology(world.db, id)
  expect(apology).toMatchObject({ promisedAt })
  world.at('2026-11-20T20:18+07:00')
  await world.runJobs()
  expect(await world.eventNames(id)).not.toContain('dossier.overdue')
  for (const who of ['vtd-specialist', 'vtd-leader']) await handOver(await world.context(who), { id })
  const done = { id, resultName: 'Giấy xác nhận tình trạng hôn nhân', resultNumber: '12/2026' }
  const solved = await solveDossier(await world.context('vtd-clerk'), done)
  expect(solved.outcome).toBe('late')
  expect(solved.finishedAt?.getTime()).toBeLessThan(apology?.newPromisedAt.getTime() ?? 0)
})

test('is refused at an agency that is no more, and leaves no trace', async () => {
  await using world = await openWorld({ province: true })
  world.at(NOW)
  await expect(recordLateDossier(world.house, askedOf(world, 'BL-KHONG-CON'))).rejects.toMatchObject({
    status: 409,
    code: 'simulation.agency_ended',
  })
  expect(await world.eventNames()).toEqual([])
})
