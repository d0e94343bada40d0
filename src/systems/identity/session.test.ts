import { describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../tests/world.ts'
import { sampleOfficers } from '../../sandbox/persons.ts'
import { endPost, retireOfficers } from '../administration/index.ts'
import { endSession } from './actions/end-session.ts'
import { startSession } from './actions/start-session.ts'
import { sessionCookie } from './context-of.ts'
import type { VerifiedPerson } from './schema.ts'

const citizen: VerifiedPerson = {
  kind: 'citizen',
  issuer: 'http://issuer.test',
  subject: 'thach-rinh',
  fullName: 'Thạch Sô Rinh',
  identityNumber: '095000000002',
  birthOn: '1988-11-02',
  sex: 'male',
  ethnicity: 'Khmer',
  address: null,
  areaCode: '31837',
  phone: '0900000002',
  email: null,
  identityLevel: 2,
}
const receiver: VerifiedPerson = {
  kind: 'officer',
  issuer: 'https://id.example',
  subject: 'p1-receiver',
}

async function start(world: World, person: VerifiedPerson): Promise<string> {
  const { token } = await startSession(await world.context(), { person, ip: '10.0.0.1', userAgent: 'Test' })
  return token
}

async function who(world: World, token: string): Promise<string> {
  const { actor } = await world.house.contextOf({ id: 'test', cookies: { [sessionCookie]: token } })
  return actor.kind
}

async function allEvents(world: World): Promise<string[]> {
  const rows = await world.db
    .selectFrom('platform.event')
    .select('name')
    .where('name', 'like', '%session.%')
    .orderBy('id')
    .execute()
  return rows.map((row) => row.name)
}

describe('a session', () => {
  test('is kept only as a hash, with where it came from', async () => {
    await using world = await openWorld({ province: true })
    const token = await start(world, citizen)
    const row = await world.db.selectFrom('identity.session').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(token)
    expect(row).toMatchObject({ ip: '10.0.0.1', userAgent: 'Test', officerId: null })
    expect(await allEvents(world)).toEqual(['session.started'])
  })

  test('lives on while it is used and ends when it rests: 12 hours for a citizen, 10 for an officer', async () => {
    await using world = await openWorld({ province: true })
    const [home, desk] = [await start(world, citizen), await start(world, receiver)]
    world.at('2024-11-20T18:00+07:00')
    expect([await who(world, home), await who(world, desk)]).toEqual(['citizen', 'officer'])
    world.at('2024-11-21T03:59+07:00')
    expect([await who(world, home), await who(world, desk)]).toEqual(['citizen', 'officer'])
    world.at('2024-11-21T15:00+07:00')
    expect([await who(world, home), await who(world, desk)]).toEqual(['citizen', 'anonymous'])
    world.at('2024-11-22T04:00+07:00')
    expect(await who(world, home)).toBe('anonymous')
  })

  test('of an officer ends after a day, however busy', async () => {
    await using world = await openWorld({ province: true })
    const desk = await start(world, receiver)
    for (const at of ['2024-11-20T19:00+07:00', '2024-11-21T04:00+07:00', '2024-11-21T09:41+07:00']) {
      world.at(at)
      expect(await who(world, desk)).toBe('officer')
    }
    world.at('2024-11-21T09:43+07:00')
    expect(await who(world, desk)).toBe('anonymous')
  })

  test('writes at most once a minute while it is used', async () => {
    await using world = await openWorld({ province: true })
    const token = await start(world, citizen)
    const seen = async () =>
      (await world.db.selectFrom('identity.session').select('seenAt').executeTakeFirstOrThrow()).seenAt
    const before = await seen()
    world.at('2024-11-20T09:42:59+07:00')
    await who(world, token)
    expect(await seen()).toEqual(before)
    world.at('2024-11-20T09:43:01+07:00')
    await who(world, token)
    expect(await seen()).toEqual(world.now())
  })

  test('opens nothing after sign-out, and a second sign-out does nothing', async () => {
    await using world = await openWorld({ province: true })
    const token = await start(world, citizen)
    const ctx = await world.house.contextOf({ id: 'test', cookies: { [sessionCookie]: token } })
    await endSession(ctx, token)
    await endSession(ctx, token)
    expect(await who(world, token)).toBe('anonymous')
    expect(await allEvents(world)).toEqual(['session.started', 'session.ended'])
  })

  test('of an officer gives nothing from the day after the last post ended', async () => {
    await using world = await openWorld({ province: true })
    const { actor } = await world.context('p1-receiver')
    const post = await world.db
      .selectFrom('administration.post')
      .select('id')
      .where('officerId', '=', actor.id)
      .executeTakeFirstOrThrow()
    await endPost(await world.context('administrator'), post.id, '2024-11-20')
    expect((await world.context('p1-receiver')).actor.kind).toBe('officer')
    world.at('2024-11-21T07:00+07:00')
    expect((await world.context('p1-receiver')).actor.kind).toBe('anonymous')
  })

  test('is removed from the table in the night after it expired', async () => {
    await using world = await openWorld({ province: true })
    await start(world, citizen)
    world.at('2024-12-20T01:10+07:00')
    const remove = world.house.tasks['identity.remove-expired-sessions']
    await remove?.(world.system('job:identity.remove-expired-sessions'), {} as never)
    expect(await world.db.selectFrom('identity.session').select('id').execute()).toEqual([])
  })
})

describe('signing in', () => {
  test('again with the same facts writes no account; with a new address it says which field moved', async () => {
    await using world = await openWorld({ province: true })
    await start(world, citizen)
    await start(world, citizen)
    await start(world, { ...citizen, address: 'Ấp Biển Tây A' })
    const events = await world.db
      .selectFrom('platform.event')
      .select(['name', 'data', 'actorName'])
      .where('name', 'like', 'account.%')
      .orderBy('id')
      .execute()
    expect(events.map((event) => event.name)).toEqual(['account.registered', 'account.changed'])
    expect(events[1]).toMatchObject({ data: { fields: ['address'] }, actorName: 'Thạch Sô Rinh' })
    expect(await world.db.selectFrom('identity.account').select('id').execute()).toHaveLength(1)
  })

  test('of an officer is given at the provider where the sign-in name was first used, and at no other', async () => {
    await using world = await openWorld({ province: true })
    await start(world, receiver)
    const namesake = { ...receiver, issuer: 'https://another.example' } as const
    await expect(start(world, namesake)).rejects.toMatchObject({ status: 403, code: 'officer.no_post' })
    expect(await start(world, receiver)).toEqual(expect.any(String))
  })

  test('is given to nobody of the sandbox once the instance goes to real life', async () => {
    await using world = await openWorld({ province: true })
    const codes = sampleOfficers.map(({ employeeCode }) => employeeCode)
    const token = await start(world, receiver)
    expect(await retireOfficers(world.system('sandbox.load'), codes)).toBe(codes.length)
    expect(await who(world, token)).toBe('anonymous')
    await expect(start(world, receiver)).rejects.toMatchObject({ code: 'officer.no_post' })
    expect(await retireOfficers(world.system('sandbox.load'), codes)).toBe(0)
  })

  test.each([
    ['somebody who is no officer here', 'nobody'],
    ['an officer whose posts have ended', 'vtd-clerk'],
  ])('is refused to %s, and nothing is written', async (_who, subject) => {
    await using world = await openWorld({ province: true })
    world.at('2023-06-01T09:00+07:00')
    await expect(
      start(world, { kind: 'officer', issuer: 'https://id.example', subject }),
    ).rejects.toMatchObject({
      status: 403,
      code: 'officer.no_post',
    })
    expect(await world.db.selectFrom('identity.session').select('id').execute()).toEqual([])
    expect(await allEvents(world)).toEqual([])
  })
})
