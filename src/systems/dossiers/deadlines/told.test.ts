import { expect, test } from 'vitest'
import { openWorld, type World } from '../../../../tests/world.ts'
import { handOver, requestSupplement, supplyDossier } from '../index.ts'
import { actingAs, bringToResult, legOf, runningBundle, solveLeg } from '../joined/testing-bundle.ts'
import { fileBirth } from '../testing-birth.ts'
import { takeMarital } from '../testing-marital.ts'
import { readBoard } from './board.ts'

const at = (text: string) => new Date(`${text}:00+07:00`)

/** The stays of a dossier, or its supplements, that somebody must be told of. */
function owed(world: World, table: 'stage' | 'supplementRequest', id: string) {
  return world.db
    .selectFrom(`dossiers.${table}`)
    .select(['tellBy', 'toldAt'])
    .where('dossierId', '=', id)
    .where('tellBy', 'is not', null)
    .orderBy('id')
    .execute()
}

async function untold(world: World, who: string) {
  const { lines } = await readBoard(await actingAs(world, who))
  const { soon, broken } = lines.find(({ rule }) => rule === 'officers-told') ?? {}
  return { soon, broken }
}

// Rule 14: officers are told of legs and results of joined dossiers within 2 working hours.
test('the officers of a leg are told within two working hours of its turn, and the desk of the last result', async () => {
  await using world = await openWorld({ province: true })
  world.at('2024-11-20T09:42+07:00')
  const whole = await runningBundle(world)
  const birth = await legOf(world, whole, 'khai-sinh')
  expect(await owed(world, 'stage', birth.id)).toEqual([{ tellBy: at('2024-11-20T13:42'), toldAt: null }])
  // The first receiver holds the whole himself.
  expect(await owed(world, 'stage', whole.id)).toEqual([])
  expect(await untold(world, 'vtd-leader')).toEqual({ soon: 2, broken: 0 })
  world.at('2024-11-20T09:50+07:00')
  await world.read()
  expect((await owed(world, 'stage', birth.id))[0]?.toldAt).toEqual(at('2024-11-20T09:50'))
  expect(await untold(world, 'vtd-leader')).toEqual({ soon: 0, broken: 0 })

  await solveLeg(world, whole, 'khai-sinh')
  await solveLeg(world, whole, 'thuong-tru')
  await bringToResult(world, whole, 'the-bhyt')
  await solveLeg(world, whole, 'the-bhyt')
  expect(await owed(world, 'stage', whole.id)).toEqual([{ tellBy: at('2024-11-20T13:50'), toldAt: null }])
  await world.read()
  expect((await owed(world, 'stage', whole.id))[0]?.toldAt).toEqual(world.now())
})

test('a leg of which nobody is told for two working hours is on the board of its agency', async () => {
  await using world = await openWorld({ province: true })
  world.at('2024-11-20T09:42+07:00')
  const whole = await runningBundle(world)
  await world.read()
  await solveLeg(world, whole, 'khai-sinh')
  world.at('2024-11-20T13:43+07:00')
  expect(await untold(world, 'bhxh-leader')).toEqual({ soon: 0, broken: 1 })
})

// Rule 14: officers are told within 2 working hours of what the citizen completed.
test('what was completed comes to a desk again, and those at its step are told', async () => {
  await using world = await openWorld({ province: true })
  world.at('2024-11-20T09:42+07:00')
  const receiver = await actingAs(world, 'vtd-receiver')
  const { id } = await takeMarital(receiver)
  await handOver(receiver, { id })
  const demand = { id, items: [{ text: 'Bản sao' }], reason: 'Thiếu bản sao' }
  await requestSupplement(await actingAs(world, 'vtd-specialist'), demand)
  await world.read()
  world.at('2024-11-21T08:00+07:00')
  await supplyDossier(receiver, { id, answer: 'Đã nộp' })
  expect(await owed(world, 'supplementRequest', id)).toEqual([
    { tellBy: at('2024-11-21T10:00'), toldAt: null },
  ])
  expect(await untold(world, 'vtd-leader')).toEqual({ soon: 1, broken: 0 })
  world.at('2024-11-21T10:01+07:00')
  expect(await untold(world, 'vtd-leader')).toEqual({ soon: 0, broken: 1 })
  await world.read()
  const told = await world.db
    .selectFrom('notifications.notification')
    .select('recipientId')
    .where('dossierId', '=', id)
    .where('kind', '=', 'officer-supplemented')
    .execute()
  const specialist = (await actingAs(world, 'vtd-specialist')).actor.id
  expect(told.map((row) => row.recipientId)).toEqual([specialist])
  expect((await owed(world, 'supplementRequest', id))[0]?.toldAt).toEqual(world.now())
})

test('who brought a dossier to his own desk knows it and is not owed news of it', async () => {
  await using world = await openWorld({ province: true })
  world.at('2024-11-20T09:42+07:00')
  const { id } = await fileBirth(await actingAs(world, 'thach-rinh'))
  const receiver = await actingAs(world, 'vtd-receiver')
  await requestSupplement(receiver, { id, items: [{ text: 'Bản sao' }], reason: 'Thiếu bản sao' })
  await supplyDossier(receiver, { id, answer: 'Người nộp mang đến' })
  await world.read()
  expect((await owed(world, 'supplementRequest', id))[0]?.toldAt).toEqual(world.now())
})
