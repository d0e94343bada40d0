import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../../tests/world.ts'
import { receiveDossier } from '../../index.ts'
import { historyOf, readingsIn } from '../../queries/history.ts'
import { fileBirth } from '../../testing-birth.ts'
import { recallApplicant } from './recall-applicant.ts'
import { viewDossier } from './view-dossier.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ province: true })
})
afterAll(() => world[Symbol.asyncDispose]())

async function views(id: string): Promise<number> {
  return (await world.eventNames(id)).filter((name) => name === 'dossier.viewed').length
}

describe('opening a dossier', () => {
  test('is noted once an hour for each officer, with its purpose', async () => {
    world.at('2024-11-20T09:42+07:00')
    const { id } = await fileBirth(await world.context('thach-rinh'))
    await viewDossier(await world.context('vtd-receiver'), { id })
    await viewDossier(await world.context('vtd-receiver'), { id })
    expect(await views(id)).toBe(1)
    await viewDossier(await world.context('vtd-specialist'), { id })
    expect(await views(id)).toBe(2)
    world.at('2024-11-20T10:43+07:00')
    await viewDossier(await world.context('vtd-receiver'), { id })
    expect(await views(id)).toBe(3)
    const readings = readingsIn(await historyOf(world.db, id))
    expect(readings.map((each) => each.purpose)).toEqual(['Giải quyết hồ sơ', 'Giải quyết hồ sơ'])
  })

  test('is noted too when only a paper or a slip is fetched, but not for the applicant', async () => {
    world.at('2024-11-20T09:42+07:00')
    const { id } = await fileBirth(await world.context('thach-rinh'))
    const paper = await world.db
      .selectFrom('dossiers.attachment')
      .select('id')
      .where('dossierId', '=', id)
      .executeTakeFirstOrThrow()
    const url = `/api/dossiers/${id}/papers/${paper.id}`
    expect((await world.as('thach-rinh').get(url)).statusCode).toBe(200)
    expect(await views(id)).toBe(0)
    expect((await world.as('vtd-specialist').get(url)).statusCode).toBe(200)
    expect(await views(id)).toBe(1)
    await receiveDossier(await world.context('vtd-receiver'), { id })
    const slip = await world.as('vtd-leader').get(`/api/dossiers/${id}/slips/receipt.pdf`)
    expect([slip.statusCode, await views(id)]).toEqual([200, 2])
    expect((await world.as('p1-receiver').get(url)).statusCode).toBe(404)
    expect(await views(id)).toBe(2)
  })

  test('is noted once when two pages are opened at the same moment', async () => {
    const { id } = await fileBirth(await world.context('thach-rinh'))
    const ctx = await world.context('vtd-receiver')
    await Promise.all(Array.from({ length: 8 }, () => viewDossier(ctx, { id })))
    expect(await views(id)).toBe(1)
  })

  test('is refused with 404 outside its agencies and leaves nothing', async () => {
    const { id } = await fileBirth(await world.context('thach-rinh'))
    for (const who of ['hb-receiver', 'administrator', 'thach-rinh']) {
      await expect(viewDossier(await world.context(who), { id }), who).rejects.toMatchObject({ status: 404 })
    }
    expect(await views(id)).toBe(0)
  })
})

describe('a citizen at the counter who has filed before', () => {
  test('is known by phone or identity number, and the use of the data is noted', async () => {
    world.at('2024-11-20T11:00+07:00')
    const receiver = await world.context('vtd-receiver')
    const dossier = await fileBirth(await world.context('thach-rinh'))
    const found = await recallApplicant(receiver, '0900 000 002')
    expect(found?.applicant).toMatchObject({ name: 'Thạch Sô Rinh', identityNumber: '095000000002' })
    expect(found?.held).toMatchObject({ birthDate: '1988-11-02' })
    expect(await views(dossier.id)).toBe(1)
    expect(await recallApplicant(receiver, 'Thạch Sô Rinh')).toBeUndefined()
    expect(await recallApplicant(receiver, '0912345678')).toBeUndefined()
  })

  test('is not known from the dossiers of other agencies', async () => {
    expect(await recallApplicant(await world.context('hb-receiver'), '0900000002')).toBeUndefined()
  })
})
