import { beforeAll, describe, expect, test } from 'vitest'
import { agenciesWith, holds, type Permission } from '#platform/permissions.ts'
import { openWorld, type World } from '../../../tests/world.ts'
import { roleTitles } from '../administration/index.ts'
import { homeOf, roles } from './roles.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ province: true })
  return () => world[Symbol.asyncDispose]()
})

type Case = readonly [person: string, permission: Permission, where: string | undefined, expected: boolean]

const cases: readonly Case[] = [
  // The desk of a ward receives for the committee and the police of that ward, and for nobody else.
  ['p1-receiver', 'dossier.receive', 'BL-31825', true],
  ['p1-receiver', 'dossier.receive', 'BL-31825-CA', true],
  ['p1-receiver', 'dossier.receive', 'BL-31837', false],
  ['p1-receiver', 'dossier.receive', 'BL-954', false],
  ['p1-receiver', 'dossier.process', 'BL-31825', false],
  // The desk of the province receives for every office of the province, not for districts.
  ['stp-receiver', 'dossier.receive', 'BL-STP', true],
  ['stp-receiver', 'dossier.receive', 'BL-SXD', true],
  ['stp-receiver', 'dossier.receive', 'BL-961', false],
  // A specialist works in the whole office, its departments included.
  ['hb-specialist', 'dossier.process', 'BL-961', true],
  ['hb-specialist', 'dossier.process', 'BL-961-PTP', true],
  ['hb-specialist', 'dossier.process', 'BL-31891', false],
  ['hb-specialist', 'dossier.approve', 'BL-961', false],
  // A leader signs in the own office only, and sees what is under it.
  ['hb-leader', 'dossier.approve', 'BL-961', true],
  ['hb-leader', 'dossier.approve', 'BL-31891', false],
  ['hb-leader', 'dossier.read', 'BL-31891', true],
  ['hb-leader', 'wall.read', 'BL-31891', true],
  ['hb-leader', 'dossier.read', 'BL-31825', false],
  // The leader of the province sees everything and signs nothing.
  ['province-leader', 'dossier.read', 'BL-31891', true],
  ['province-leader', 'dossier.approve', undefined, false],
  // An administrator runs the house and reads no dossier.
  ['administrator', 'officer.manage', 'BL-31891', true],
  ['administrator', 'dossier.read', undefined, false],
  ['operator', 'wall.read', 'BL', true],
  ['operator', 'officer.manage', undefined, false],
  ['lan', 'dossier.read', undefined, false],
]

describe('what a role may do, and where', () => {
  test.each(cases)('%s, %s in %s: %s', async (person, permission, where, expected) => {
    const { actor } = await world.context(person)
    expect(holds(actor, permission, where)).toBe(expected)
  })

  test('a district leader reads the district with its communes and their desks, and nothing beside', async () => {
    const { actor } = await world.context('hb-leader')
    const read = agenciesWith(actor, 'dossier.read')
    expect(read === 'all' ? [] : [...read].filter((id) => /^BL-\d{5}$/.test(id))).toHaveLength(8)
  })

  test('every role has a Vietnamese name, permissions and a page where its day begins', () => {
    expect(Object.keys(roles).sort()).toEqual(Object.keys(roleTitles).sort())
    for (const role of Object.keys(roles)) expect(homeOf(role)).toMatch(/^\/[a-z-]+$/)
  })
})
