import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../tests/world.ts'
import { getProcedureAt, type ProcedureFile } from '../procedures/index.ts'
import { competenceFor, competenceOf } from './competence.ts'

let world: World
let birth: ProcedureFile
const areaCode = '31837'
const lastDay = '2024-12-31'
const dayAfter = '2025-01-01'

beforeAll(async () => {
  world = await openWorld({ province: true })
  birth = (await getProcedureAt(world.db, '1.001193', '2024-11-20')).content
  // The commune's committee ends and another one of the same place begins.
  await world.owner.query("update administration.agency set valid_to = $1 where id = 'BL-31837'", [lastDay])
  await world.owner.query(
    `insert into administration.agency (id, identifier, name, short_name, kind, parent_id, area_code, valid_from, certainty, search_key)
     select 'BL-31837-2', null, name, short_name, kind, parent_id, area_code, $1, certainty, search_key
       from administration.agency where id = 'BL-31837'`,
    [dayAfter],
  )
})
afterAll(() => world[Symbol.asyncDispose]())

describe('competence', () => {
  test('is that of the agency that exists on the day, and of the one after it from its first day', async () => {
    const before = await competenceFor(world.db, birth, { areaCode, on: lastDay })
    expect(before).toMatchObject({ agencyId: 'BL-31837', receptionAgencyId: 'BL-31837-MC' })
    const after = await competenceFor(world.db, birth, { areaCode, on: dayAfter })
    expect(after).toMatchObject({ agencyId: 'BL-31837-2', receptionAgencyId: 'BL-31837-MC' })
  })

  test('is refused for an agency that ended after the draft chose it', async () => {
    const chosen = { agencyId: 'BL-31837', areaCode }
    expect((await competenceOf(world.db, { ...chosen, on: lastDay })).agencyId).toBe('BL-31837')
    await expect(competenceOf(world.db, { ...chosen, on: dayAfter })).rejects.toMatchObject({
      status: 422,
      code: 'dossier.place_unknown',
    })
  })

  test('is refused for a commune that is no more', async () => {
    await world.owner.query('update administration.area set valid_to = $1 where code = $2', [
      lastDay,
      areaCode,
    ])
    await expect(competenceFor(world.db, birth, { areaCode, on: dayAfter })).rejects.toMatchObject({
      status: 422,
    })
  })
})
