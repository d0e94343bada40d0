import { describe, expect, test } from 'vitest'
import { type LogPage, listEvents, MOST_WALKED } from '#platform/events/log-queries.ts'
import { openWorld, type World } from '../../../tests/world.ts'
import { changeAgency } from './actions/change-agency.ts'
import { sealLog } from './actions/seal-log.ts'
import { verifyLog } from './actions/verify-log.ts'
import { administrationTasks } from './jobs.ts'

const agency = 'BL-31825'

/** What the job of the night does, once no transaction elsewhere on the server holds the end of the log back. */
async function seal(world: World): Promise<void> {
  await world.read()
  await administrationTasks['events.seal-day'](world.system('job:events.seal-day'))
}

/** Two closed days with a correction on each. */
async function twoDays(world: World) {
  const administrator = await world.context('administrator')
  await changeAgency(administrator, agency, { phone: '0291 3822 001' })
  world.at('2024-11-21T00:15+07:00')
  await seal(world)
  await changeAgency(administrator, agency, { phone: '0291 3822 002' })
  world.at('2024-11-22T00:15+07:00')
  await seal(world)
  return administrator
}

const tamper = (world: World, statement: string) => world.owner.query(statement)

describe('the seals of the event log', () => {
  test('close each day once, chained to the day before', async () => {
    await using world = await openWorld({ province: true })
    const administrator = await twoDays(world)
    expect(await sealLog(administrator, '2024-11-21')).toBeNull()
    const { rows } = await world.owner.query(
      `select sealed_on as day, events, previous_hash = lag(hash, 1, repeat('0', 64)) over (order by sealed_on) as chained
         from platform.event_seal order by sealed_on`,
    )
    expect(rows).toMatchObject([
      { day: '2024-11-20', chained: true },
      { day: '2024-11-21', events: 2, chained: true },
    ])
    expect(await verifyLog(administrator, '2024-11-20')).toMatchObject({ whole: true, fault: null })
    expect(await verifyLog(administrator, '2024-11-21')).toMatchObject({ whole: true, sealed: 2, found: 2 })
  })

  test('find a row that the owner of the database has changed', async () => {
    await using world = await openWorld({ province: true })
    const administrator = await twoDays(world)
    await tamper(
      world,
      `update platform.event set actor_name = 'Người khác'
        where name = 'agency.changed' and data -> 'after' ->> 'phone' = '0291 3822 001'`,
    )
    expect(await verifyLog(administrator, '2024-11-20')).toMatchObject({ whole: false, fault: 'content' })
    expect(await verifyLog(administrator, '2024-11-21')).toMatchObject({ whole: true })
  })

  test('find a row that was taken away, and one that was put in between', async () => {
    await using world = await openWorld({ province: true })
    const administrator = await twoDays(world)
    await tamper(
      world,
      "delete from platform.event where name = 'log.sealed' and data ->> 'day' = '2024-11-20'",
    )
    expect(await verifyLog(administrator, '2024-11-21')).toMatchObject({
      fault: 'count',
      sealed: 2,
      found: 1,
    })
    await tamper(
      world,
      `insert into platform.event (epoch, xid, id, at, name, subject_id, actor_kind, actor_id, actor_name)
       overriding system value
       select until_epoch, until_xid, until_id - 1, '2024-11-20T09:00+07:00', 'post.ended', 'officer:1', 'system', 'x', 'x'
         from platform.event_seal where sealed_on = '2024-11-20'`,
    )
    expect(await verifyLog(administrator, '2024-11-20')).toMatchObject({ whole: false })
  })

  test('find a seal that was written anew over a changed log', async () => {
    await using world = await openWorld({ province: true })
    const administrator = await twoDays(world)
    await tamper(
      world,
      "update platform.event_seal set hash = repeat('a', 64) where sealed_on = '2024-11-20'",
    )
    expect(await verifyLog(administrator, '2024-11-21')).toMatchObject({
      whole: false,
      fault: 'chain',
      broken: ['2024-11-21'],
    })
  })

  test('stay whole when events of an earlier day are recorded later, as an import does', async () => {
    await using world = await openWorld({ province: true })
    const administrator = await twoDays(world)
    world.at('2024-11-20T10:00+07:00')
    await changeAgency(administrator, agency, { phone: '0291 3822 003' })
    world.at('2024-11-23T00:15+07:00')
    await seal(world)
    for (const day of ['2024-11-20', '2024-11-21', '2024-11-22']) {
      expect(await verifyLog(administrator, day)).toMatchObject({ whole: true })
    }
  })

  test('cannot be changed by the application, and only who reads the log may check it', async () => {
    await using world = await openWorld({ province: true })
    const administrator = await twoDays(world)
    await expect(world.db.updateTable('platform.eventSeal').set({ hash: 'x' }).execute()).rejects.toThrow(
      /permission denied/,
    )
    await expect(verifyLog(await world.context('vtd-leader'), '2024-11-20')).rejects.toMatchObject({
      code: 'permission.missing',
    })
    await expect(verifyLog(administrator, '2024-11-30')).rejects.toMatchObject({
      code: 'log.not_sealed',
    })
  })
})

describe('reading the log', () => {
  test('goes page by page through every event once, newest first', async () => {
    await using world = await openWorld({ province: true })
    const { rows: all } = await listEvents(world.db, { limit: 10_000 })
    const seen: number[] = []
    let before: { at: Date; id: number } | null = null
    do {
      const page: LogPage = await listEvents(world.db, { limit: 100, ...(before ? { before } : {}) })
      seen.push(...page.rows.map(({ id }) => id))
      before = page.next
    } while (before)
    expect(seen).toEqual(all.map(({ id }) => id))
    expect(seen.length).toBeGreaterThan(400)
  })

  test('filters by name or its first part, subject, actor, agency and time', async () => {
    await using world = await openWorld({ province: true })
    const administrator = await world.context('administrator')
    await changeAgency(administrator, agency, { phone: '0291 3822 001' })
    const names = async (filter: object) =>
      (await listEvents(world.db, { limit: 10, ...filter })).rows.map(({ name }) => name)
    const since = { from: world.now(), until: new Date(world.now().getTime() + 1) }
    expect(await names({ ...since, name: 'agency' })).toEqual(['agency.changed'])
    expect(await names({ ...since, name: 'agenc' })).toEqual([])
    expect(await names({ subjectId: `agency:${agency}` })).toEqual(['agency.added', 'agency.changed'])
    expect(
      await names({ ...since, actorIds: [administrator.actor.id], name: 'agency.changed' }),
    ).toHaveLength(1)
    expect(await names({ ...since, actorIds: [] })).toEqual([])
    expect(await names({ ...since, agencyIds: [agency] })).toEqual(['agency.changed'])
    expect(await names({ until: new Date('2000-01-01') })).toEqual([])
  })

  test('walks so far and no further for what is rare, and goes on from there', async () => {
    await using world = await openWorld()
    await world.owner.query(
      `insert into platform.event (at, name, subject_id, actor_kind, actor_id, actor_name)
        select timestamptz '2024-01-01' + n * interval '1 second', 'dossier.viewed', 'd', 'officer',
          case when n = 5 then 'rare' else 'frequent' end, 'An' from generate_series(1, $1) n`,
      [MOST_WALKED + 10],
    )
    const rare = { actorIds: ['rare'], limit: 10 }
    const first = await listEvents(world.db, rare)
    expect(first.rows).toEqual([])
    expect(first.next?.at).toEqual(new Date('2024-01-01T00:00:11Z'))
    const second = await listEvents(world.db, { ...rare, ...(first.next ? { before: first.next } : {}) })
    expect(second.rows.map(({ at }) => at)).toEqual([new Date('2024-01-01T00:00:05Z')])
    expect(second.next).toBeNull()
    expect(await listEvents(world.db, { name: 'agency', limit: 10 })).toEqual({ rows: [], next: null })
  })
})
