import { expect, test } from 'vitest'
import { rebuild } from '#platform/events/readers.ts'
import { openWorld } from '../../../tests/world.ts'
import { returnResult } from '../dossiers/index.ts'
import { actingAs, runningBundle, solveLeg } from '../dossiers/joined/testing-bundle.ts'
import { figuresOf, readEvidence } from './evidence.ts'
import { operationsReader } from './projection.ts'
import { viewOf } from './view.ts'

test('a joined dossier counts once, whatever its legs do, and so after a rebuild', async () => {
  await using world = await openWorld({ province: true })
  const whole = await runningBundle(world)
  const figures = async () => {
    await world.read()
    const ctx = world.system()
    return figuresOf(ctx, await viewOf(ctx, {}))
  }
  expect(await figures()).toMatchObject({ received: 1, open: 1 })
  await solveLeg(world, whole, 'khai-sinh')
  expect(await figures()).toMatchObject({ received: 1, open: 1, solved: 0 })
  await solveLeg(world, whole, 'thuong-tru')
  await solveLeg(world, whole, 'the-bhyt')
  expect(await figures()).toMatchObject({ received: 1, open: 0, solved: 1 })
  await returnResult(await actingAs(world, 'vtd-receiver'), {
    id: whole.id,
    method: 'counter',
    handedTo: 'Thạch Sô Rinh',
    receiver: { identityNumber: '095000000002' },
  })
  const folded = await figures()
  await rebuild(world.db, operationsReader)
  expect(await figures()).toEqual(folded)
  const evidence = await readEvidence(world.system(), { figure: 'received' })
  expect(evidence.dossiers.map(({ code }) => code)).toEqual([whole.code])
})
