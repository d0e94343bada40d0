import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../tests/world.ts'
import { handOver } from '../actions/move-dossier.ts'
import { receiveDossier } from '../actions/receive-dossier.ts'
import { findDossier } from '../store.ts'
import { fileBirth } from '../testing-birth.ts'
import { workInBulk } from './actions/work-in-bulk.ts'
import { nextDesks } from './next-desks.ts'

let world: World

beforeAll(async () => {
  world = await openWorld({ province: true })
})

afterAll(() => world[Symbol.asyncDispose]())

/** One that waits at the one-stop desk and one that the specialist has: their next steps are of different roles. */
async function twoSteps() {
  const [citizen, receiver] = [await world.context('thach-rinh'), await world.context('vtd-receiver')]
  const filed = [await fileBirth(citizen), await fileBirth(citizen)]
  const [atDesk, atSpecialist] = [
    await receiveDossier(receiver, { id: filed[0]?.id ?? '' }),
    await receiveDossier(receiver, { id: filed[1]?.id ?? '' }),
  ]
  const { actor } = await world.context('vtd-specialist')
  const officer = { id: actor.id, name: actor.name }
  return { atDesk, atSpecialist: await handOver(receiver, { id: atSpecialist.id, officer }), officer }
}

test('marked dossiers are told where they go: the step, its agency, and who may take it there, of its role first', async () => {
  const { atDesk, atSpecialist } = await twoSteps()
  const { desks, stepOf } = await nextDesks(await world.context('vtd-receiver'), [
    atDesk,
    atSpecialist,
    atDesk,
  ])
  expect(desks.map(({ key }) => key)).toEqual(['BL-31837/specialist', 'BL-31837/leader'])
  expect(desks.map(({ officers }) => officers[0]?.role)).toEqual(['specialist', 'leader'])
  expect(desks[0]?.agencyName).toContain('Vĩnh Trạch Đông')
  expect(stepOf.get(atSpecialist.id)).toMatchObject({ desk: 'BL-31837/leader' })
})

test('several handed over at once come each to the officer who was chosen for its desk', async () => {
  const { atDesk, officer } = await twoSteps()
  const receiver = await world.context('vtd-receiver')
  const other = await receiveDossier(receiver, {
    id: (await fileBirth(await world.context('thach-rinh'))).id,
  })
  await workInBulk(receiver, [{ id: atDesk.id, officer }, { id: other.id }], { kind: 'hand-over' })
  expect(await findDossier(world.db, atDesk.id)).toMatchObject({ assigneeId: officer.id })
  expect(await findDossier(world.db, other.id)).toMatchObject({ assigneeId: null, stepRole: 'specialist' })
})
