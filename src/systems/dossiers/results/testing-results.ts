import type { World } from '../../../../tests/world.ts'
import { handOver, receiveDossier, returnResult, solveDossier } from '../index.ts'
import { approveLooked } from '../previews/testing-look.ts'
import type { Dossier } from '../store.ts'
import { fileBirth } from '../testing-birth.ts'
import { listResults, type ResultVersion } from './store.ts'

/** A birth registration of Thạch Sô Rinh up to its result; the leader of the commune has looked at its draft and approved it. */
export async function solvedBirth(world: World, source?: 'paper'): Promise<Dossier> {
  const { id } = await fileBirth(await world.context('thach-rinh'))
  await receiveDossier(await world.context('vtd-receiver'), { id })
  for (const who of ['vtd-receiver', 'vtd-specialist']) await handOver(await world.context(who), { id })
  await approveLooked(world, { who: 'vtd-leader', id, resultName: 'Giấy khai sinh' })
  const note = source && 'Cấp bản giấy'
  const result = { resultName: 'Giấy khai sinh', resultNumber: '147/2024', source, note }
  return solveDossier(await world.context('vtd-clerk'), { id, ...result })
}

/** The same, handed over at the counter. */
export async function returnedBirth(world: World): Promise<Dossier> {
  const { id } = await solvedBirth(world)
  return returnResult(await world.context('vtd-receiver'), {
    id,
    method: 'counter',
    handedTo: 'Thạch Sô Rinh',
    receiver: { identityNumber: '095000000002' },
  })
}

/** The version in force of the first result. */
export async function currentResult(world: World, dossierId: string): Promise<ResultVersion> {
  const [newest] = await listResults(world.db, dossierId)
  if (!newest) throw new Error('The dossier has no result')
  return newest
}
