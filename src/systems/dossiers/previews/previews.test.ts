import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../tests/world.ts'
import { readReorganisation } from '../../administration/index.ts'
import { listSignedDocuments } from '../../signing/index.ts'
import { sendBack } from '../actions/move-dossier.ts'
import { findDossier, handOver, sendApology, solveDossier } from '../index.ts'
import { beginReorganisation } from '../reorganisation/actions/begin-reorganisation.ts'
import { moveOpenDossiers } from '../reorganisation/actions/move-open-dossiers.ts'
import { listResults } from '../results/store.ts'
import { slipSettingOf } from '../slips/setting.ts'
import { listSlips, slipNumber } from '../slips/store.ts'
import { textOf } from '../slips/testing-slips.ts'
import { maritalEntry, takeMarital } from '../testing-marital.ts'
import { dropOldPreviews } from './actions/drop-old-previews.ts'
import { openPreview } from './actions/open-preview.ts'
import { prepareDraft, prepareResult } from './actions/prepare-result.ts'
import { prepareSlip } from './actions/prepare-slip.ts'
import { signPreview } from './actions/sign-preview.ts'
import { findApproved } from './store.ts'

const reason = 'Chờ xác minh nơi cư trú trước đây'
const apology = { form: 'apology', reason, newPromisedOn: '2090-11-22' } as const
const maritalResult = 'Giấy xác nhận tình trạng hôn nhân'
const reorganisation = await readReorganisation(
  join(import.meta.dirname, '../../../../provinces/bac-lieu/reorganisations/2025-07-01.json'),
)

/** 3 working days from Wednesday 15/11/2090, at the specialist's desk; the head looks on Friday. */
async function lateDossier(world: World): Promise<string> {
  world.at('2090-11-15T09:42+07:00')
  const { id } = await takeMarital(await world.context('vtd-receiver'), { email: 'hong@congdan.example' })
  await handOver(await world.context('vtd-receiver'), { id })
  await world.runJobs()
  world.at('2090-11-15T14:00+07:00')
  return id
}

async function look(world: World, who: string, { id, previewId }: { id: string; previewId: string }) {
  const shown = await world.as(who).get(`/api/dossiers/${id}/previews/${previewId}/file`)
  return { status: shown.statusCode, pdf: shown.rawPayload, seen: String(shown.headers['x-sha256']) }
}

async function preparedApology(world: World) {
  const id = await lateDossier(world)
  const head = await world.context('vtd-leader')
  const previewId = await prepareSlip(head, { id, work: apology })
  return { id, head, previewId, ...(await look(world, 'vtd-leader', { id, previewId })) }
}

describe('an apology that the head looks at', () => {
  test('is signed as the very bytes that were shown, with the number that stands on them', async () => {
    await using world = await openWorld({ province: true })
    const { id, head, previewId, pdf, seen } = await preparedApology(world)
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(seen)
    const text = await textOf(pdf)
    expect(text).toContain('Số: 01/PXL')
    expect(text).toContain(reason)
    expect(text).toContain('17 giờ 00 phút, ngày 22 tháng 11 năm 2090')
    expect(text).not.toContain('chưa có chữ ký số')
    expect(await world.eventNames(id)).not.toContain('dossier.apologised')
    const after = await signPreview(head, { id, previewId, seen })
    await world.runJobs()
    expect(after.promisedAt).toEqual(new Date('2090-11-22T17:00:00+07:00'))
    const slips = (await listSlips(world.db, id)).filter(({ form }) => form === 'apology')
    expect(slips.map((slip) => [slipNumber(slip), slip.fileHash])).toEqual([['01/PXL', seen]])
    const signed = (await listSignedDocuments(world.db, id)).find((each) => each.id === slips[0]?.signingId)
    expect(signed).toMatchObject({ sourceHash: seen, agencyId: 'BL-31837' })
    const text04 = await world.as('vtd-leader').get(`/api/dossiers/${id}/slips/04.pdf`)
    expect(await textOf(text04.rawPayload)).toContain('01/PXL')
  })

  test('keeps the words of the head as the draft, and tells nobody yet', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await preparedApology(world)
    const draft = await world.db.selectFrom('dossiers.apology').selectAll().executeTakeFirstOrThrow()
    expect(draft).toMatchObject({ dossierId: id, state: 'draft', reason })
    expect((await findDossier(world.db, id))?.apologies).toBe(0)
  })

  test('is looked at again when the dossier moved meanwhile', async () => {
    await using world = await openWorld({ province: true })
    const { id, head, previewId, seen } = await preparedApology(world)
    await handOver(await world.context('vtd-specialist'), { id })
    await mustRefuse(world, { id, run: () => signPreview(head, { id, previewId, seen }) })
  })

  test('is looked at again when another slip took its number', async () => {
    await using world = await openWorld({ province: true })
    const { id, head, previewId, seen } = await preparedApology(world)
    const other = await takeMarital(await world.context('vtd-receiver'), { email: 'lan@congdan.example' })
    await handOver(await world.context('vtd-receiver'), { id: other.id })
    await sendApology(head, { id: other.id, reason, newPromisedOn: '2090-11-22' })
    await world.runJobs()
    await mustRefuse(world, { id, run: () => signPreview(head, { id, previewId, seen }) })
    // The number was given back with the refusal.
    const again = await prepareSlip(head, { id, work: apology })
    const { pdf, seen: fresh } = await look(world, 'vtd-leader', { id, previewId: again })
    expect(await textOf(pdf)).toContain('Số: 02/PXL')
    await signPreview(head, { id, previewId: again, seen: fresh })
  })

  test('is refused with another hash, on another day, and unseen', async () => {
    await using world = await openWorld({ province: true })
    const { id, head, previewId, seen } = await preparedApology(world)
    await mustRefuse(world, { id, run: () => signPreview(head, { id, previewId, seen: '0'.repeat(64) }) })
    const unseen = await prepareSlip(head, { id, work: apology })
    await mustRefuse(world, { id, run: () => signPreview(head, { id, previewId: unseen, seen }) })
    world.at('2090-11-16T08:00+07:00')
    await mustRefuse(world, { id, run: () => signPreview(head, { id, previewId, seen }) })
  })

  test('is nobody else’s to see', async () => {
    await using world = await openWorld({ province: true })
    const { id, previewId } = await preparedApology(world)
    for (const who of ['vtd-specialist', 'p1-leader'])
      expect((await look(world, who, { id, previewId })).status).toBe(404)
    const specialist = await world.context('vtd-specialist')
    await expect(prepareSlip(specialist, { id, work: apology })).rejects.toMatchObject({ status: 404 })
  })
})

async function mustRefuse(
  world: World,
  { id, run }: { id: string; run: () => Promise<unknown> },
): Promise<void> {
  const before = await world.eventNames(id)
  await expect(run()).rejects.toMatchObject({ status: 409, code: 'paper.changed' })
  expect(await world.eventNames(id)).toEqual(before)
  expect((await listSlips(world.db, id)).some(({ form }) => form === 'apology')).toBe(false)
}

describe('a paper that was looked at before a reorganisation', () => {
  test('is signed for nobody after it: neither the apology nor the result', async () => {
    await using world = await openWorld({ province: true })
    const { id, previewId, seen } = await preparedApology(world)
    const solved = await takeMarital(await world.context('vtd-receiver'))
    for (const who of ['vtd-receiver', 'vtd-specialist', 'vtd-leader'])
      await handOver(await world.context(who), { id: solved.id })
    const entered = { resultName: maritalResult, resultNumber: '12/2090', source: 'auto' } as const
    const result = await prepareResult(await world.context('vtd-clerk'), { id: solved.id, ...entered })
    const shown = await look(world, 'vtd-clerk', { id: solved.id, previewId: result })
    const before = (await findDossier(world.db, id))?.revision
    await beginReorganisation(world.system(), reorganisation)
    await moveOpenDossiers(world.system(), { id: reorganisation.id })
    expect(await findDossier(world.db, id)).toMatchObject({ agencyId: 'CM-31840', revision: before })
    const head = await world.context('vtd-leader')
    await mustRefuse(world, { id, run: () => signPreview(head, { id, previewId, seen }) })
    const signing = { id: solved.id, previewId: result, seen: shown.seen }
    const clerk = await world.context('vtd-clerk')
    await mustRefuse(world, { id: solved.id, run: () => signPreview(clerk, signing) })
    expect(await listResults(world.db, solved.id)).toEqual([])
  })

  test('is shown to nobody who may not read the dossier any more', async () => {
    await using world = await openWorld({ province: true })
    const { id, previewId, status } = await preparedApology(world)
    expect(status).toBe(200)
    await world.owner.query(
      "update dossiers.dossier set agency_id = 'BL-31825', reception_agency_id = 'BL-31825-MC', desk_agency_id = 'BL-31825'",
    )
    expect((await look(world, 'vtd-leader', { id, previewId })).status).toBe(404)
  })
})

/** The dossier at its clerk, with the draft that the leader looked at, changed nothing in, and approved. */
async function approvedDraft(world: World) {
  const id = await lateDossier(world)
  await handOver(await world.context('vtd-specialist'), { id })
  const leader = await world.context('vtd-leader')
  const clerk = await world.context('vtd-clerk')
  const officer = { id: clerk.actor.id, name: clerk.actor.name }
  const drafting = { id, resultName: maritalResult, officer, note: 'Vào sổ trong hôm nay' }
  const previewId = await prepareDraft(leader, drafting)
  const { seen } = await look(world, 'vtd-leader', { id, previewId })
  await signPreview(leader, { id, previewId, seen })
  return { id, clerk, leader, previewId, seen }
}

describe('a draft that was approved', () => {
  test('brings the dossier to the officer whom the leader chose, with his note', async () => {
    await using world = await openWorld({ province: true })
    const { id, clerk } = await approvedDraft(world)
    expect(await findDossier(world.db, id)).toMatchObject({ assigneeId: clerk.actor.id })
    const stages = await world.db
      .selectFrom('dossiers.stage')
      .select('note')
      .where('dossierId', '=', id)
      .where('role', '=', 'leader')
      .execute()
    expect(stages).toEqual([{ note: 'Vào sổ trong hôm nay' }])
  })

  test('binds who enters the result, unless he writes why it is another', async () => {
    await using world = await openWorld({ province: true })
    const { id, clerk } = await approvedDraft(world)
    const other = { id, resultName: 'Văn bản trả lời', resultNumber: '13/2090' }
    const onPaper = { id, resultName: maritalResult, resultNumber: '13/2090', source: 'paper' } as const
    const refused = { status: 422, code: 'dossier.not_as_approved' }
    const before = await world.eventNames(id)
    await expect(solveDossier(clerk, other)).rejects.toMatchObject(refused)
    await expect(solveDossier(clerk, onPaper)).rejects.toMatchObject(refused)
    await expect(prepareResult(clerk, { ...other, source: 'form' })).rejects.toMatchObject(refused)
    expect(await world.eventNames(id)).toEqual(before)
    expect(await listResults(world.db, id)).toEqual([])
    await solveDossier(clerk, { ...other, note: 'Lãnh đạo cho đổi sang văn bản trả lời' })
    expect((await listResults(world.db, id)).map(({ name }) => name)).toEqual(['Văn bản trả lời'])
  })

  test('lapses with the agency for which it was approved', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await approvedDraft(world)
    expect(await findApproved(world.db, id)).toMatchObject({ name: maritalResult })
    await world.owner.query("update dossiers.dossier set agency_id = 'BL-31825' where id = $1", [id])
    expect(await findApproved(world.db, id)).toBeUndefined()
  })

  test('lapses when the dossier is sent back, and the next draft says what it says then', async () => {
    await using world = await openWorld({ province: true })
    const { id, clerk, leader } = await approvedDraft(world)
    await sendBack(clerk, { id, reason: 'Ghi sai mục đích' })
    await world.db
      .updateTable('dossiers.dossier')
      .set({ data: JSON.stringify({ ...maritalEntry.data, applicantName: 'Trần Thị Hồng Nhung' }) })
      .where('id', '=', id)
      .execute()
    world.at('2090-11-15T15:00+07:00')
    const again = await prepareDraft(leader, { id, resultName: maritalResult })
    const { pdf } = await look(world, 'vtd-leader', { id, previewId: again })
    expect(await textOf(pdf)).toContain('Trần Thị Hồng Nhung')
    await handOver(leader, { id })
    expect(await findApproved(world.db, id)).toBeUndefined()
  })

  test('keeps its words and its hash when its file is let go, a week after and with the result there', async () => {
    await using world = await openWorld({ province: true })
    const { id, clerk, leader, previewId, seen } = await approvedDraft(world)
    const kept = () =>
      world.db
        .selectFrom('dossiers.preview')
        .select(['fileHash', 'approvedSha256'])
        .where('id', '=', previewId)
        .executeTakeFirstOrThrow()
    world.at('2090-11-23T08:00+07:00')
    await dropOldPreviews(world.system())
    expect(await kept()).toEqual({ fileHash: seen, approvedSha256: seen })
    await solveDossier(clerk, { id, resultName: maritalResult, resultNumber: '12/2090' })
    await dropOldPreviews(world.system())
    expect(await kept()).toEqual({ fileHash: null, approvedSha256: seen })
    expect((await findApproved(world.db, id))?.name).toBe(maritalResult)
    const opening = openPreview(leader, await slipSettingOf(world.config)(), { dossierId: id, previewId })
    await expect(opening).rejects.toMatchObject({ status: 404 })
  })
})

describe('a draft that the leader looks at before he approves', () => {
  test('goes on with its hash in the log, and the result says what the draft said', async () => {
    await using world = await openWorld({ province: true })
    const id = await lateDossier(world)
    await handOver(await world.context('vtd-specialist'), { id })
    const leader = await world.context('vtd-leader')
    const resultName = 'Giấy xác nhận tình trạng hôn nhân'
    const previewId = await prepareDraft(leader, { id, resultName })
    const { pdf, seen } = await look(world, 'vtd-leader', { id, previewId })
    expect(await textOf(pdf)).toContain('Số: ……')
    await mustRefuse(world, { id, run: () => signPreview(leader, { id, previewId, seen: '0'.repeat(64) }) })
    await signPreview(leader, { id, previewId, seen })
    const [event] = await world.db
      .selectFrom('platform.event')
      .select('data')
      .where('subjectId', '=', id)
      .where('name', '=', 'dossier.handed-over')
      .orderBy('id', 'desc')
      .execute()
    expect(event?.data).toMatchObject({ approvedHash: seen })
    // What anybody changes under the leader's hands afterwards is not what he approved.
    await world.db
      .updateTable('dossiers.dossier')
      .set({ data: JSON.stringify({ purpose: 'marriage' }) })
      .where('id', '=', id)
      .execute()
    const solution = { id, resultName, resultNumber: '12/2090' }
    await solveDossier(await world.context('vtd-clerk'), solution)
    await world.runJobs()
    const [result] = await listResults(world.db, id)
    expect(JSON.stringify(result?.content)).toContain('Trần Thị Hồng')
  })

  test('is refused to who does not sign, and at another step', async () => {
    await using world = await openWorld({ province: true })
    const id = await lateDossier(world)
    const asked = { id, resultName: 'Giấy xác nhận tình trạng hôn nhân' }
    const specialist = await world.context('vtd-specialist')
    await expect(prepareDraft(specialist, asked)).rejects.toMatchObject({ status: 404 })
    const leader = await world.context('vtd-leader')
    await expect(prepareDraft(leader, asked)).rejects.toMatchObject({ code: 'preview.not_signing' })
  })
})

describe('a result that is looked at before it is entered', () => {
  test('is kept and signed as the very bytes that were shown, with its check page on it', async () => {
    await using world = await openWorld({ province: true })
    const id = await lateDossier(world)
    for (const who of ['vtd-specialist', 'vtd-leader']) await handOver(await world.context(who), { id })
    const clerk = await world.context('vtd-clerk')
    const entered = { resultName: 'Giấy xác nhận tình trạng hôn nhân', resultNumber: '12/2090' }
    const previewId = await prepareResult(clerk, { id, ...entered, source: 'auto' })
    const { pdf, seen } = await look(world, 'vtd-clerk', { id, previewId })
    const text = await textOf(pdf)
    expect(text).toContain('12/2090')
    await signPreview(clerk, { id, previewId, seen })
    await world.runJobs()
    const [result] = await listResults(world.db, id)
    expect(result).toMatchObject({ number: '12/2090', fileHash: seen, source: 'form' })
    expect(text).toContain(`/kiem-tra/ket-qua/${result?.publicToken}`)
    expect(result?.content?.length).toBeGreaterThan(0)
    const document = (await listSignedDocuments(world.db, id)).find((each) => each.kind === 'result')
    expect(document?.sourceHash).toBe(seen)
    expect(document?.wanted[0]?.place).toBeDefined()
  })

  test('is looked at again when the dossier changed meanwhile', async () => {
    await using world = await openWorld({ province: true })
    const id = await lateDossier(world)
    for (const who of ['vtd-specialist', 'vtd-leader']) await handOver(await world.context(who), { id })
    const clerk = await world.context('vtd-clerk')
    const entered = { resultName: 'Giấy xác nhận tình trạng hôn nhân', resultNumber: '12/2090' }
    const previewId = await prepareResult(clerk, { id, ...entered, source: 'auto' })
    const { seen } = await look(world, 'vtd-clerk', { id, previewId })
    const head = await world.context('vtd-leader')
    await sendApology(head, { id, reason, newPromisedOn: '2090-11-22' })
    await expect(signPreview(clerk, { id, previewId, seen })).rejects.toMatchObject({ code: 'paper.changed' })
    expect(await listResults(world.db, id)).toEqual([])
  })
})
