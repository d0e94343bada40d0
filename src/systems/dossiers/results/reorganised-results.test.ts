import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { giveKey, openSigningWorld } from '../../../../tests/signing-world.ts'
import { openWorld, type World } from '../../../../tests/world.ts'
import { readReorganisation } from '../../administration/index.ts'
import { sessionCookie } from '../../identity/index.ts'
import { listSignedDocuments, verifyStored } from '../../signing/index.ts'
import { openPreview } from '../previews/actions/open-preview.ts'
import { prepareVersion } from '../previews/actions/prepare-version.ts'
import { signPreview } from '../previews/actions/sign-preview.ts'
import { lookAndSign } from '../previews/testing-look.ts'
import { beginReorganisation } from '../reorganisation/actions/begin-reorganisation.ts'
import { moveOpenDossiers } from '../reorganisation/actions/move-open-dossiers.ts'
import { slipSettingOf } from '../slips/setting.ts'
import { textOf } from '../slips/testing-slips.ts'
import { correctResult } from './actions/correct-result.ts'
import { requestCorrection } from './actions/request-correction.ts'
import { getResultByToken } from './public-result.ts'
import { listCorrections, listResults, type ResultVersion } from './store.ts'
import { currentResult, returnedBirth } from './testing-results.ts'

const file = await readReorganisation(
  join(import.meta.dirname, '../../../../provinces/bac-lieu/reorganisations/2025-07-01.json'),
)

/** Signed in anew: a session does not last for weeks. */
async function leaderNow(world: World): Promise<Context> {
  return world.house.contextOf({
    id: newId(),
    cookies: { [sessionCookie]: await world.session('vtd-leader') },
  })
}

/** The commune of Vĩnh Trạch Đông goes into the ward of Hiệp Thành. */
async function merge(world: World): Promise<void> {
  world.at('2025-07-01T07:30+07:00')
  await beginReorganisation(world.system(), file)
  await moveOpenDossiers(world.system(), { id: file.id })
}

function prepareCopy(leader: Context, { dossierId: id, id: resultId }: ResultVersion): Promise<string> {
  return prepareVersion(leader, { id, work: { form: 'copy', resultId, reason: 'Bản chính bị mất' } })
}

test('a copy after the merge is the paper of the agency that took the archive over; the first stays as it was', async () => {
  await using world = await openSigningWorld()
  await giveKey(world, { kind: 'agency', id: 'BL-31837' })
  world.at('2025-06-20T09:42+07:00')
  const { id } = await returnedBirth(world)
  await world.runJobs()
  const first = await currentResult(world, id)
  await merge(world)
  world.at('2025-08-05T09:00+07:00')
  await giveKey(world, { kind: 'agency', id: 'CM-31840' })
  const leader = await leaderNow(world)
  const setting = await slipSettingOf(world.config)()
  await lookAndSign(leader, setting, { id, previewId: await prepareCopy(leader, first) })
  await world.runJobs()

  const [copy, old] = await listResults(world.db, id)
  expect(copy).toMatchObject({ version: 2, issuedOn: '2025-08-05', agencyId: 'CM-31840' })
  expect(old).toMatchObject({ agencyId: 'BL-31837', signingId: first.signingId, fileHash: first.fileHash })
  const heir = 'Ủy ban nhân dân phường Hiệp Thành'
  const look = (token: string | null | undefined) => getResultByToken(world.system(), token ?? '')
  expect(await look(copy?.publicToken)).toMatchObject({ agencyName: heir, paper: 'signed' })
  expect(await look(old?.publicToken)).toMatchObject({
    agencyName: 'Ủy ban nhân dân xã Vĩnh Trạch Đông',
    state: 'replaced',
  })
  const paper = await textOf(await world.system().files.get(copy?.fileHash ?? ''))
  expect(paper.toLocaleUpperCase('vi')).toContain(heir.toLocaleUpperCase('vi'))
  const documents = await listSignedDocuments(world.db, id)
  const sealed = documents.find((each) => each.id === copy?.signingId)
  expect(sealed).toMatchObject({ agencyId: 'CM-31840' })
  const { signatures } = await verifyStored(world.system(), sealed?.fileHash ?? '')
  const names = signatures.flatMap(({ kind, signer }) => (kind === 'signature' ? [signer?.commonName] : []))
  expect(names).toEqual(['THỬ NGHIỆM CM-31840'])
})

test('a correction that is granted after the merge is theirs too', async () => {
  await using world = await openWorld({ province: true })
  world.at('2025-06-20T09:42+07:00')
  const { id } = await returnedBirth(world)
  await world.runJobs()
  const first = await currentResult(world, id)
  const reason = 'Tên con ghi sai dấu'
  await requestCorrection(await world.context('thach-rinh'), { dossierId: id, resultId: first.id, reason })
  await merge(world)
  const [correction] = await listCorrections(world.db, id)
  await correctResult(await leaderNow(world), {
    dossierId: id,
    correctionId: correction?.id ?? '',
    number: '147a/2025',
    changes: { childName: 'Thạch Minh Khối' },
  })
  expect(await listResults(world.db, id)).toMatchObject([
    { number: '147a/2025', agencyId: 'CM-31840' },
    { number: '147/2024', agencyId: 'BL-31837' },
  ])
})

test('a copy that was looked at before the merge is signed for nobody after it', async () => {
  await using world = await openWorld({ province: true })
  world.at('2025-06-20T09:42+07:00')
  const { id } = await returnedBirth(world)
  await world.runJobs()
  const result = await currentResult(world, id)
  world.at('2025-07-01T07:10+07:00')
  const leader = await leaderNow(world)
  const previewId = await prepareCopy(leader, result)
  const setting = await slipSettingOf(world.config)()
  const seen = await openPreview(leader, setting, { dossierId: id, previewId })
  await merge(world)
  const signing = signPreview(await leaderNow(world), { id, previewId, seen })
  await expect(signing).rejects.toMatchObject({ status: 409, code: 'paper.changed' })
  expect(await listResults(world.db, id)).toHaveLength(1)
})
