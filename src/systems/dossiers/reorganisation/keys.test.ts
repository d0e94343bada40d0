import { join } from 'node:path'
import { expect, test } from 'vitest'
import { giveKey, openSigningWorld } from '../../../../tests/signing-world.ts'
import { readReorganisation } from '../../administration/index.ts'
import { listSignedDocuments } from '../../signing/index.ts'
import { registerAtCounter } from '../actions/submit-dossier.ts'
import { beginReorganisation } from './actions/begin-reorganisation.ts'
import { moveOpenDossiers } from './actions/move-open-dossiers.ts'
import { reorganisationConcerns } from './concerns.ts'
import { listUnkeyed } from './keys.ts'
import { sampleEntry } from './testing-rows.ts'

const file = await readReorganisation(
  join(import.meta.dirname, '../../../../provinces/bac-lieu/reorganisations/2025-07-01.json'),
)

test('a new agency without a key is named before and after, and its papers wait for the key', async () => {
  await using world = await openSigningWorld()
  const ctx = world.system()
  const unkeyed = async () => (await listUnkeyed(world.db, file)).map(({ id, papers }) => [id, papers])
  const concern = async () =>
    (await reorganisationConcerns(ctx, 'vi')).map(({ state, detail }) => [state, detail])
  world.at('2025-06-30T09:00+07:00')
  expect(await unkeyed()).toEqual([])
  for (const id of ['BL-31816-MC', 'BL-31825-MC']) await giveKey(world, { kind: 'agency', id })
  expect(await unkeyed()).toEqual([['CM-31825-MC', 0]])
  expect(await concern()).toEqual([])

  world.at('2025-07-01T08:00+07:00')
  await beginReorganisation(ctx, file)
  expect(await concern()).toEqual([['soon', 'Đang chuyển hồ sơ']])
  await moveOpenDossiers(ctx, { id: file.id })
  const { id } = await registerAtCounter(ctx, { ...sampleEntry, areaCode: '31825' })
  await world.runJobs({ mayFail: true })
  expect(await unkeyed()).toEqual([['CM-31825-MC', 1]])
  expect(await concern()).toEqual([['soon', '1 cơ quan mới chưa có khóa ký']])
  const states = async () => (await listSignedDocuments(world.db, id)).map(({ state }) => state)
  expect(await states()).toEqual(['waiting-key'])

  await giveKey(world, { kind: 'agency', id: 'CM-31825-MC' })
  await world.runJobs({ mayFail: true })
  expect(await states()).toEqual(['complete'])
  expect(await unkeyed()).toEqual([])
  expect((await concern()).map(([state]) => state)).toEqual(['ok'])
})
