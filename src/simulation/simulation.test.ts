import { join } from 'node:path'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { openWorld } from '../../tests/world.ts'
import { localInstant } from '../platform/calendar/index.ts'
import { rebuild } from '../platform/events/readers.ts'
import { type Books, dossierEvents, openBooks } from '../systems/dossiers/index.ts'
import { operationsReader } from '../systems/operations/index.ts'
import { validateForm } from '../systems/procedures/index.ts'
import { answersFor } from './answers.ts'
import { fillPeriod } from './fill-period.ts'
import { liveOn } from './live.ts'
import { fullName } from './names.ts'
import { people } from './people.ts'
import { planPeriod } from './plan.ts'
import { readSimulationFacts } from './province-file.ts'
import { seeded } from './random.ts'
import { summaryOf } from './summary.ts'

const facts = await readSimulationFacts(join(import.meta.dirname, '../../provinces/bac-lieu'))
const NOW = '2026-11-20T09:42+07:00'
const twoDays = { from: '2024-12-02', to: '2024-12-03', seed: 7, facts }
const week = { from: '2024-12-02', to: '2024-12-06', seed: 7, facts }

/** The district of an agency below a district, else the agency itself. */
function placesOf({ agencies, areas }: Books): (agencyId: string) => string {
  const byId = new Map(agencies.map((agency) => [agency.id, agency]))
  const parents = new Map(areas.map((area) => [area.code, area.level === 3 ? area.parentCode : area.code]))
  return (agencyId) => {
    const area = parents.get(byId.get(agencyId)?.areaCode ?? '')
    return area && area !== '95' ? area : agencyId
  }
}

describe('the plan of the published months', () => {
  test('has exactly the published totals, for any seed', async () => {
    await using world = await openWorld({ province: true })
    world.at(NOW)
    const books = await openBooks(world.system())
    const period = { from: '2024-06-01', to: '2024-12-31', end: localInstant('2025-01-01', '00:00') }
    for (const seed of [1, 2]) {
      const { dossiers, totals } = planPeriod(books, { period, facts, seed })
      const received = dossiers.filter(({ course }) => course !== null)
      const solved = received.filter(
        ({ course }) => course?.ending === 'solved' && course.endsAt <= period.end,
      )
      const online = received.filter(({ channel }) => channel === 'online')
      expect([received.length, solved.length, online.length]).toEqual([121_355, 116_517, 75_372])
      expect(totals).toEqual({ received: 121_355, solved: 116_517, online: 75_372 })
    }
  })

  test('lets over a fifth of the results of huyện Hòa Bình come late, elsewhere one to nine of a hundred', async () => {
    await using world = await openWorld({ province: true })
    world.at(NOW)
    const books = await openBooks(world.system())
    const period = { from: '2024-06-01', to: '2024-12-31', end: localInstant('2025-01-01', '00:00') }
    const { dossiers } = planPeriod(books, { period, facts, seed: 1 })
    const placeOf = placesOf(books)
    const places = new Map<string, { late: number; all: number }>()
    for (const { agencyId, course } of dossiers) {
      if (course?.ending !== 'solved' || course.endsAt > period.end || !course.dueAt) continue
      const place = places.get(placeOf(agencyId)) ?? { late: 0, all: 0 }
      places.set(placeOf(agencyId), place)
      place.all += 1
      if (course.endsAt > course.dueAt) place.late += 1
    }
    for (const [name, { late, all }] of places) {
      const [least, most] = name === '961' ? [0.2, 0.3] : [0.01, 0.09]
      if (all < 200) continue
      expect([name, late / all > least, late / all < most]).toEqual([name, true, true])
    }
    expect(places.size).toBeGreaterThan(15)
  })

  test('gives a shorter period its part by working hours', async () => {
    await using world = await openWorld({ province: true })
    const books = await openBooks(world.system())
    const period = { from: '2024-12-02', to: '2024-12-06', end: localInstant('2024-12-07', '00:00') }
    // 5 of the 150 working days between 1/6 and 31/12/2024.
    expect(planPeriod(books, { period, facts, seed: 1 }).totals.received).toBe(
      Math.round((121_355 * 5) / 150),
    )
  })
})

describe('a filled period', () => {
  test('is its part of the published year: totals, marks, declared shapes, made-up people', async () => {
    await using world = await openWorld({ province: true })
    world.at(NOW)
    const ctx = world.system('simulate')
    const { totals } = await fillPeriod(ctx, twoDays)
    await world.read()
    const summary = await summaryOf(ctx, twoDays)
    expect(summary).toMatchObject({ received: totals.received, solved: totals.solved, online: totals.online })
    const dossiers = await world.db.selectFrom('dossiers.dossier').selectAll().execute()
    expect(dossiers.every(({ simulated, origin }) => simulated && origin === 'simulation')).toBe(true)
    expect(dossiers.every((row) => /^095000[1-9]\d{5}$/.test(row.applicantIdentityNumber ?? ''))).toBe(true)
    expect(dossiers.every((row) => /^0900000[1-9]\d\d$/.test(row.applicantPhone ?? ''))).toBe(true)

    const events = await world.db
      .selectFrom('platform.event')
      .selectAll()
      .where('name', 'like', 'dossier.%')
      .execute()
    expect(events.every((event) => event.simulated)).toBe(true)
    for (const { name, data } of events) {
      const schema = dossierEvents.schemas[name as keyof typeof dossierEvents.schemas]
      if (!Value.Check(schema, data)) expect([name, [...Value.Errors(schema, data)]]).toEqual([name, []])
    }
  })

  test('is folded to the same figures again, and they are a count of the dossiers', async () => {
    await using world = await openWorld({ province: true })
    world.at(NOW)
    await fillPeriod(world.system('simulate'), twoDays)
    await world.read()
    const folds = async () => [
      await world.db
        .selectFrom('operations.flow')
        .selectAll()
        .orderBy('facet')
        .orderBy('agencyId')
        .orderBy('onDate')
        .orderBy('key')
        .execute(),
      await world.db
        .selectFrom('operations.stock')
        .selectAll()
        .orderBy('facet')
        .orderBy('agencyId')
        .orderBy('key')
        .orderBy('state')
        .execute(),
      await world.db
        .selectFrom('operations.promise')
        .selectAll()
        .orderBy('facet')
        .orderBy('agencyId')
        .orderBy('dueAt')
        .orderBy('key')
        .execute(),
    ]
    const kept = await folds()
    await rebuild(world.db, operationsReader)
    expect(await folds()).toEqual(kept)
    const states = await world.db
      .selectFrom('dossiers.dossier')
      .select((eb) => ['state', eb.fn.countAll<number>().as('dossiers')])
      .groupBy('state')
      .orderBy('state')
      .execute()
    const stock = await world.db
      .selectFrom('operations.stock')
      .select(['state', 'dossiers'])
      .where('facet', '=', 'all')
      .where('agencyId', '=', '')
      .orderBy('state')
      .execute()
    expect(stock).toEqual(states)
  })

  test('is refused the second time, unless it is asked for again', async () => {
    await using world = await openWorld({ province: true })
    world.at(NOW)
    const day = { from: '2024-12-03', to: '2024-12-03', seed: 1, facts }
    const first = await fillPeriod(world.system('simulate'), day)
    await expect(fillPeriod(world.system('simulate'), day)).rejects.toMatchObject({ code: 'simulation.done' })
    await fillPeriod(world.system('simulate'), { ...day, again: 'once more' })
    const { count } = await world.db
      .selectFrom('dossiers.dossier')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(2 * first.dossiers)
  })

  test('goes on where it was broken off', async () => {
    await using world = await openWorld({ province: true })
    world.at(NOW)
    const onProgress = () => {
      throw new Error('broken off')
    }
    await expect(fillPeriod(world.system('simulate'), { ...week, onProgress })).rejects.toThrow('broken off')
    const { totals } = await fillPeriod(world.system('simulate'), week)
    await world.read()
    expect(await summaryOf(world.system(), week)).toMatchObject({ received: totals.received })
  })
})

describe('made-up people', () => {
  test('answer every form of the province so that it may be filed', async () => {
    await using world = await openWorld({ province: true })
    const books = await openBooks(world.system())
    const population = people(books.areas, facts)
    for (const procedure of books.procedures) {
      const { form } = books.offerOn(procedure.code, procedure.validFrom)
      const answers = answersFor(form.content, population.person('31837', 3), procedure.content.shortName)
      expect([form.code, validateForm(form.content, answers).errors]).toEqual([form.code, {}])
    }
  })

  test('are the same people again for the same seed', () => {
    const names = (seed: string) => Array.from({ length: 5 }, () => fullName(seeded(seed), 'Khmer', 'female'))
    expect(names('a')).toEqual(names('a'))
    expect(seeded('a')()).not.toBe(seeded('b')())
  })
})

test('the live province files and works through the real actions, and marks what it does', async () => {
  await using world = await openWorld({ province: true })
  // As long as it takes on this machine to file six.
  const enough = new AbortController()
  const onNews = (line: string) => {
    if (Number(/(\d+) hồ sơ nộp/.exec(line)?.[1]) > 5) enough.abort()
  }
  await liveOn(world.house, { facts, rate: 3000, minutes: null, signal: enough.signal, onNews })
  const rows = await world.db.selectFrom('dossiers.dossier').selectAll().execute()
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.every((row) => row.simulated && (row.origin === 'web' || row.origin === 'counter'))).toBe(true)
})
