import { describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../tests/world.ts'
import { smallPdf } from '../dossiers/testing-birth.ts'
import { removeItem } from './actions/end-item.ts'
import {
  endItemOf,
  keepItem,
  loadDataStoreRules,
  type NewItem,
  readDataStoreFile,
  uploadItem,
} from './index.ts'
import { getOwnStore } from './queries.ts'

const owner = { identityNumber: '095000000002', name: 'Thạch Sô Rinh' }
const sourceId = '0a0a0a0a-0000-4000-8000-00000000000b'

async function keep(world: World, own: Partial<NewItem> = {}) {
  const ctx = world.system()
  const file = { hash: await ctx.files.put(smallPdf), type: 'application/pdf', size: smallPdf.length }
  return ctx.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('platform.file')
      .values(file)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const kind = { id: 'xac-nhan-tinh-trang-hon-nhan', name: 'Giấy xác nhận tình trạng hôn nhân', months: 6 }
    return keepItem(tx, ctx, {
      owner,
      kind,
      file,
      source: 'result',
      sourceId,
      issuedOn: '2024-11-20',
      ...own,
    })
  })
}

const states = async (world: World) =>
  (await getOwnStore(await world.context('thach-rinh'))).items.map(
    ({ source, state }) => `${source} ${state}`,
  )

describe('an item of the store', () => {
  test('runs out after its last day, by a job', async () => {
    await using world = await openWorld({ province: true })
    expect((await keep(world)).validTo).toBe('2025-05-20')
    expect(await world.jobNames()).toContain('data-store.expire-item')
    world.at('2025-05-20T23:00+07:00')
    await world.runJobs()
    expect(await states(world)).toEqual(['result valid'])
    world.at('2025-05-21T00:30+07:00')
    await world.runJobs()
    expect(await states(world)).toEqual(['result expired'])
    expect(await world.eventNames()).toContain('data-store.ended')
  })

  test('ends with its result and stays to be seen as ended', async () => {
    await using world = await openWorld({ province: true })
    await keep(world)
    const ctx = world.system()
    const end = { sourceId, state: 'revoked', reason: 'Thu hồi theo kết luận thanh tra' } as const
    await ctx.db.transaction().execute((tx) => endItemOf(tx, ctx, end))
    await ctx.db.transaction().execute((tx) => endItemOf(tx, ctx, end))
    expect(await states(world)).toEqual(['result revoked'])
    expect((await world.eventNames()).filter((name) => name === 'data-store.ended')).toHaveLength(1)
  })

  test('of the same source comes once and takes the bytes that were signed since', async () => {
    await using world = await openWorld({ province: true })
    const first = await keep(world)
    const ctx = world.system()
    const signed = Buffer.concat([smallPdf, Buffer.from('%signed')])
    const file = { hash: await ctx.files.put(signed), type: 'application/pdf', size: signed.length }
    await world.db.insertInto('platform.file').values(file).execute()
    await keep(world, { file })
    const { items } = await getOwnStore(await world.context('thach-rinh'))
    expect(items).toMatchObject([{ id: first.id, fileHash: file.hash }])
  })

  test('of an agency stands beside the same bytes that the citizen brought', async () => {
    await using world = await openWorld({ province: true })
    const citizen = await world.context('thach-rinh')
    const upload = { paperName: 'Giấy xác nhận tình trạng hôn nhân', bytes: smallPdf }
    const own = await uploadItem(citizen, upload)
    expect((await uploadItem(citizen, upload)).id).toBe(own.id)
    await keep(world)
    expect((await states(world)).sort()).toEqual(['result valid', 'upload valid'])
  })
})

describe('taking a paper back', () => {
  test('is for own uploads; what an agency kept is its record', async () => {
    await using world = await openWorld({ province: true })
    const kept = await keep(world)
    const citizen = await world.context('thach-rinh')
    const bytes = Buffer.concat([smallPdf, Buffer.from('%khám')])
    const own = await uploadItem(citizen, { paperName: 'Giấy khám sức khỏe', bytes })
    const before = await world.eventNames()
    await expect(removeItem(citizen, { id: kept.id })).rejects.toMatchObject({ code: 'item.of_agency' })
    for (const [who, id] of [
      ['lan', own.id],
      ['vtd-receiver', own.id],
      ['thach-rinh', 'khong-phai-ma'],
    ] as const) {
      await expect(removeItem(await world.context(who), { id })).rejects.toMatchObject({ status: 404 })
    }
    expect(await world.eventNames()).toEqual(before)
    await removeItem(citizen, { id: own.id })
    expect(await states(world)).toEqual(['result valid'])
  })

  test('leaves nothing to upload for an officer or without a name', async () => {
    await using world = await openWorld({ province: true })
    const upload = { paperName: ' ', bytes: smallPdf }
    await expect(uploadItem(await world.context('vtd-receiver'), upload)).rejects.toMatchObject({
      status: 403,
    })
    await expect(uploadItem(await world.context('lan'), upload)).rejects.toMatchObject({
      code: 'item.no_name',
    })
    expect(await world.eventNames()).toEqual([])
  })
})

test('the rules of the province are written when they change and not again', async () => {
  await using world = await openWorld({ province: true })
  const file = await readDataStoreFile('provinces/bac-lieu')
  expect(await loadDataStoreRules(world.system(), file)).toEqual({ rules: 0 })
  const fewer = { ...file, kinds: file.kinds.slice(1) }
  expect((await loadDataStoreRules(world.system(), fewer)).rules).toBeGreaterThan(0)
  expect(await world.eventNames()).toEqual(['data-store.rules-loaded'])
})
