import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, test } from 'vitest'
import { paperText, recall } from '#platform/digitising/testing/paper.ts'
import { rebuild } from '#platform/events/readers.ts'
import { openWorld, type World } from '../../../../tests/world.ts'
import { lookIntoStore, offersForCitizen, uploadItem } from '../../data-store/index.ts'
import { handOver, returnResult, solveDossier, startDraft } from '../index.ts'
import { listAttachments } from '../store.ts'
import { smallPdf } from '../testing-birth.ts'
import { confirmPaper, discardScan, retryDigitising } from './actions/confirm-paper.ts'
import { reusePaper } from './actions/reuse-paper.ts'
import { countDigital, hasDigitised, listMarked, submittedFlags, sumOf } from './digital-figures.ts'
import { digitalReader } from './digital-marks.ts'
import { askewScan, birthAtCounter, birthPaper } from './testing-scan.ts'

const receiver = 'vtd-receiver'
const paper = { id: birthPaper, name: 'Giấy chứng sinh, hoặc văn bản của người làm chứng' }
const scan = await askewScan()

async function scanned(world: World) {
  const dossier = await birthAtCounter(await world.context(receiver), { bytes: scan })
  await world.runJobs()
  const [attachment] = await listAttachments(world.db, dossier.id)
  if (!attachment) throw new Error('no paper')
  return { dossier, attachment, asked: { id: dossier.id, attachmentId: attachment.id } }
}

describe('a paper scanned at the desk', () => {
  test('becomes a searchable PDF/A by a job, its original kept beside it', async () => {
    await using world = await openWorld({ province: true })
    const { dossier, attachment } = await scanned(world)
    expect(attachment).toMatchObject({ digitising: 'done', type: 'application/pdf', confirmedAt: null })
    expect(attachment.pages).toMatchObject([{ dpi: 200, faults: [] }])
    const { files } = await world.context(receiver)
    expect((await files.get(attachment.originalHash ?? '')).subarray(0, 2).toString('hex')).toBe('ffd8')
    const pdf = await getDocumentProxy(new Uint8Array(await files.get(attachment.fileHash)))
    const { text } = await extractText(pdf, { mergePages: true })
    expect(recall(text, paperText.slice(0, 6))).toBeGreaterThan(0.9)
    expect(await world.eventNames(dossier.id)).toContain('dossier.paper-digitised')
  })

  test('is named after its paper and lies in the store once an officer has compared it', async () => {
    await using world = await openWorld({ province: true })
    const { dossier, asked } = await scanned(world)
    await confirmPaper(await world.context(receiver), asked)
    await confirmPaper(await world.context(receiver), asked)
    const [attachment] = await listAttachments(world.db, dossier.id)
    expect(attachment).toMatchObject({ name: `${paper.name} - Thạch Sô Rinh - 20.11.2024` })
    const offers = await offersForCitizen(await world.context('thach-rinh'), [paper])
    expect(offers.get(birthPaper)).toMatchObject([
      { id: attachment?.storeItemId, source: 'scan', state: 'valid', dossierCode: dossier.code },
    ])
    const events = await world.eventNames()
    expect(events.filter((name) => name === 'dossier.paper-confirmed')).toHaveLength(1)
    expect(events.filter((name) => name === 'data-store.kept')).toHaveLength(1)
  })

  test('of somebody without an identity number is confirmed and kept with the dossier alone', async () => {
    await using world = await openWorld({ province: true })
    const nameless = { name: 'Thạch Sô Rinh', phone: '0900000002' } as never
    const ctx = await world.context(receiver)
    const dossier = await birthAtCounter(ctx, { bytes: scan, applicant: nameless })
    await world.runJobs()
    const [attachment] = await listAttachments(world.db, dossier.id)
    await confirmPaper(ctx, { id: dossier.id, attachmentId: attachment?.id ?? '' })
    expect((await listAttachments(world.db, dossier.id))[0]).toMatchObject({ storeItemId: null })
    expect(await world.eventNames()).not.toContain('data-store.kept')
  })

  test('that cannot be read says why, is tried again or taken back', async () => {
    await using world = await openWorld({ province: true })
    const ctx = await world.context(receiver)
    const dossier = await birthAtCounter(ctx, { bytes: smallPdf })
    await world.runJobs()
    const [attachment] = await listAttachments(world.db, dossier.id)
    const asked = { id: dossier.id, attachmentId: attachment?.id ?? '' }
    expect(attachment).toMatchObject({ digitising: 'failed', digitisingFailure: 'unreadable' })
    await expect(confirmPaper(ctx, asked)).rejects.toMatchObject({ code: 'paper.not_digitised' })
    await retryDigitising(ctx, asked)
    await expect(confirmPaper(ctx, asked)).rejects.toMatchObject({ code: 'paper.being_digitised' })
    await world.runJobs()
    await discardScan(ctx, asked)
    expect(await listAttachments(world.db, dossier.id)).toEqual([])
    expect((await world.eventNames(dossier.id)).at(-1)).toBe('dossier.paper-removed')
  })

  test('is nobody else’s to confirm', async () => {
    await using world = await openWorld({ province: true })
    const { asked } = await scanned(world)
    const before = await world.eventNames()
    for (const who of ['thach-rinh', 'vtd-specialist', 'lan'] as const) {
      await expect(confirmPaper(await world.context(who), asked)).rejects.toMatchObject({ status: 404 })
      await expect(discardScan(await world.context(who), asked)).rejects.toMatchObject({ status: 404 })
    }
    await expect(retryDigitising(await world.context(receiver), asked)).rejects.toMatchObject({
      code: 'paper.not_failed',
    })
    expect(await world.eventNames()).toEqual(before)
  })
})

describe('a paper in the store', () => {
  test('is handed in again by its citizen without a new file, and counted as reused', async () => {
    await using world = await openWorld({ province: true })
    const { asked } = await scanned(world)
    await confirmPaper(await world.context(receiver), asked)
    const citizen = await world.context('thach-rinh')
    const offer = (await offersForCitizen(citizen, [paper])).get(birthPaper)?.[0]
    const draft = await startDraft(citizen, { procedureCode: '1.001193' })
    const reuse = { id: draft.id, paperId: birthPaper, itemId: offer?.id ?? '' }
    const attached = await reusePaper(citizen, reuse)
    expect(await reusePaper(citizen, reuse)).toMatchObject({ id: attached.id })
    expect(attached).toMatchObject({ fileHash: offer?.fileHash, digitising: null, reusedFrom: offer?.id })
    expect(submittedFlags(attached)).toEqual({ digitised: 0, reused: 1, national: 0 })
    expect(await world.eventNames()).toContain('data-store.used')
  })

  test('is found at the desk by the identity number, and the citizen sees who looked and why', async () => {
    await using world = await openWorld({ province: true })
    const { asked } = await scanned(world)
    const ctx = await world.context(receiver)
    await confirmPaper(ctx, asked)
    const look = { identityNumber: '095000000002', papers: [paper], purpose: 'Tiếp nhận hồ sơ khai sinh' }
    const offers = await lookIntoStore(ctx, look)
    await lookIntoStore(ctx, look)
    const itemId = offers.get(birthPaper)?.[0]?.id ?? ''
    const dossier = await birthAtCounter(ctx, { reuses: [{ paperId: birthPaper, itemId }] })
    expect(await listAttachments(world.db, dossier.id)).toMatchObject([{ reusedFrom: itemId }])
    expect(await world.eventNames(dossier.id)).toContain('dossier.paper-reused')
    await reusePaper(ctx, { id: dossier.id, paperId: birthPaper, itemId })
    const told = await world.eventNames(dossier.id)
    expect(told.filter((name) => name === 'dossier.paper-reused')).toHaveLength(1)
    const events = await world.eventNames()
    expect(events.filter((name) => name === 'data-store.viewed')).toHaveLength(1)
    expect((await world.as(receiver).get(`/api/data-store/items/${itemId}/file`)).statusCode).toBe(200)
    expect((await world.as('vtd-specialist').get(`/api/data-store/items/${itemId}/file`)).statusCode).toBe(
      404,
    )
    expect((await world.as('lan').get(`/api/data-store/items/${itemId}/file`)).statusCode).toBe(404)
  })

  test('is refused for another person, for another paper and once it is gone', async () => {
    await using world = await openWorld({ province: true })
    const citizen = await world.context('thach-rinh')
    const item = await uploadItem(citizen, {
      kind: birthPaper,
      paperName: 'Giấy chứng sinh',
      bytes: smallPdf,
    })
    const [own, other] = await Promise.all(
      [citizen, await world.context('lan')].map((ctx) => startDraft(ctx, { procedureCode: '1.001193' })),
    )
    const before = await world.eventNames()
    const reuse = { paperId: birthPaper, itemId: item.id }
    const stranger = reusePaper(await world.context('lan'), { id: other?.id ?? '', ...reuse })
    await expect(stranger).rejects.toMatchObject({ status: 404, code: 'item.not_found' })
    const wrong = reusePaper(citizen, { id: own?.id ?? '', paperId: 'van-ban-uy-quyen', itemId: item.id })
    await expect(wrong).rejects.toMatchObject({ code: 'item.not_usable' })
    expect(await world.eventNames()).toEqual(before)
    expect((await world.as('thach-rinh').delete(`/api/data-store/items/${item.id}`)).statusCode).toBe(204)
    await expect(reusePaper(citizen, { id: own?.id ?? '', ...reuse })).rejects.toMatchObject({ status: 404 })
  })

  test('is a result too, once it was handed over', async () => {
    await using world = await openWorld({ province: true })
    const dossier = await returned(world, { bytes: scan })
    await world.read()
    const offers = await offersForCitizen(await world.context('thach-rinh'), [
      { id: 'giay-khai-sinh', name: 'Giấy khai sinh' },
    ])
    expect(offers.get('giay-khai-sinh')).toMatchObject([
      { source: 'result', number: '147/2024', dossierCode: dossier.code },
    ])
  })
})

/** A dossier with a result file, returned; its scan confirmed when there is one. */
async function returned(world: World, brought: Parameters<typeof birthAtCounter>[1], withFile = true) {
  const ctx = await world.context(receiver)
  const dossier = await birthAtCounter(ctx, brought)
  await world.runJobs()
  for (const each of await listAttachments(world.db, dossier.id)) {
    if (each.digitising === 'done') await confirmPaper(ctx, { id: dossier.id, attachmentId: each.id })
  }
  for (const who of ['vtd-receiver', 'vtd-specialist', 'vtd-leader'])
    await handOver(await world.context(who), { id: dossier.id })
  const stored = {
    hash: await ctx.files.put(smallPdf),
    size: smallPdf.length,
    type: 'application/pdf',
    scan: 'none',
  }
  await solveDossier(await world.context('vtd-clerk'), {
    id: dossier.id,
    resultName: 'Giấy khai sinh',
    resultNumber: '147/2024',
    file: withFile ? stored : undefined,
  })
  return returnResult(ctx, {
    id: dossier.id,
    method: 'counter',
    handedTo: 'Thạch Sô Rinh',
    receiver: { identityNumber: '095000000002' },
  })
}

describe('the counts of QĐ 766 group 4', () => {
  test('are as counted by hand: one scanned, one reused, one on paper alone', async () => {
    await using world = await openWorld({ province: true })
    await returned(world, { bytes: scan })
    const offers = await offersForCitizen(await world.context('thach-rinh'), [paper])
    const itemId = offers.get(birthPaper)?.[0]?.id ?? ''
    await returned(world, { reuses: [{ paperId: birthPaper, itemId }] })
    const bare = await returned(world, {}, false)
    await world.read()
    const period = { agencyIds: 'all', from: '2024-11-20', to: '2024-11-20' } as const
    const rows = await countDigital(world.db, period)
    expect(rows).toMatchObject([
      {
        agencyId: 'BL-31837',
        finished: 3,
        hasResult: 3,
        resultFile: 2,
        papersAndResult: 2,
        digitised: 2,
        reused: 1,
        national: 0,
        identified: 0,
      },
    ])
    await rebuild(world.db, digitalReader)
    expect(await countDigital(world.db, period)).toEqual(rows)
    expect(sumOf(rows)).toMatchObject({ finished: 3, digitised: 2 })
    expect(await listMarked(world.db, { ...period, part: 'resultFile', has: false })).toMatchObject([
      { id: bare.id },
    ])
    expect(await listMarked(world.db, { ...period, part: 'reused', has: true })).toHaveLength(1)
    expect(await countDigital(world.db, { ...period, from: '2024-11-21', to: '2024-11-30' })).toEqual([])
    expect(await countDigital(world.db, { ...period, agencyIds: new Set(['BL-31813']) })).toEqual([])
  })

  const file = { confirmedAt: null, reusedFrom: null, reusedSource: null }
  const at = new Date('2024-11-20T03:00:00Z')
  test.each([
    ['sent as a file by the citizen', file, { digitised: 0, reused: 0, national: 0 }, 0],
    [
      'scanned and confirmed at the desk',
      { ...file, confirmedAt: at },
      { digitised: 1, reused: 0, national: 0 },
      1,
    ],
    [
      'taken from the store',
      { ...file, reusedFrom: 'x', reusedSource: 'scan' },
      { digitised: 0, reused: 1, national: 0 },
      1,
    ],
    [
      'the result of an earlier dossier',
      { ...file, reusedFrom: 'x', reusedSource: 'result' },
      { digitised: 0, reused: 2, national: 0 },
      1,
    ],
  ])('flag a file %s', (_, each, flags, whole) => {
    expect(submittedFlags(each)).toEqual(flags)
    expect(hasDigitised([file, each])).toBe(whole)
  })
})
