import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createCalendar } from '#platform/calendar/index.ts'
import { rebuild } from '#platform/events/readers.ts'
import { agenciesWith, holds } from '#platform/permissions.ts'
import { openWorld, type World } from '../../../../tests/world.ts'
import {
  kinOf,
  provinceName,
  type ReorganisationFile,
  readReorganisation,
} from '../../administration/index.ts'
import { evidenceFilter, figuresOf } from '../../operations/evidence.ts'
import { figureNames } from '../../operations/figures.ts'
import { operationsReader } from '../../operations/index.ts'
import type { Unit, Wall } from '../../operations/schema.ts'
import { openWalk } from '../../operations/testing/random-walk.ts'
import { viewOf } from '../../operations/view.ts'
import { readWall } from '../../operations/wall.ts'
import { getProcedureAt } from '../../procedures/index.ts'
import { registerAtCounter } from '../actions/submit-dossier.ts'
import { competenceFor } from '../competence.ts'
import { listQueue } from '../desk/queue.ts'
import { dueBounds } from '../desk/queues.ts'
import { searchDossiers } from '../desk/search.ts'
import { countEvidence } from '../queries/evidence.ts'
import { evidenceOf } from '../slips/evidence.ts'
import { findDossier } from '../store.ts'
import { beginReorganisation } from './actions/begin-reorganisation.ts'
import { moveOpenDossiers } from './actions/move-open-dossiers.ts'
import { previewReorganisation } from './preview.ts'
import type { ReorganisationReport } from './report.ts'
import { sampleEntry } from './testing-rows.ts'

const file = await readReorganisation(
  join(import.meta.dirname, '../../../../provinces/bac-lieu/reorganisations/2025-07-01.json'),
)
const day = '2025-07-01T07:30+07:00'

/** A province that has lived for a while, on the morning of the day. */
async function openLivedWorld(seed: number): Promise<World> {
  const world = await openWorld({ province: true })
  await (await openWalk(world, seed))(250)
  await world.read()
  world.at(day)
  return world
}

async function rows<Row>(world: World, query: string): Promise<Row[]> {
  return (await world.owner.query(query)).rows as Row[]
}

async function numberOf(world: World, query: string): Promise<number> {
  const [row] = await rows<{ n: number }>(world, `select count(*)::int as n ${query}`)
  return row?.n ?? -1
}

async function run(world: World, batch?: number): Promise<ReorganisationReport> {
  const report = await beginReorganisation(world.system(), file)
  await moveOpenDossiers(world.system(), { id: file.id, ...(batch ? { batch } : {}) })
  await world.read()
  return report
}

/** The weeks in which the walk goes. */
const autumn = { from: '2024-11-01', to: '2025-01-31' } as const

function byId<Row extends { readonly id: string }>(units: readonly Row[]): Row[] {
  return units.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

function boundsOf(world: World) {
  return dueBounds(createCalendar([]), world.now())
}

describe('trying a reorganisation dry', () => {
  test('tells what the run then does, and writes nothing', async () => {
    await using world = await openLivedWorld(1)
    const before = await rows(world, 'select count(*) from platform.event')
    const { report } = await previewReorganisation(world.db, file)
    expect(await rows(world, 'select count(*) from platform.event')).toEqual(before)
    expect(report).toMatchObject({
      areas: { ended: 72, begun: 65 },
      agencies: { ended: 335, begun: 424 },
      problems: [],
    })
    expect(report.dossiers.open).toBe(await numberOf(world, 'from dossiers.dossier where closed_at is null'))
    expect(await run(world)).toEqual(report)
  })

  test('names every agency that hangs in the air', async () => {
    await using world = await openWorld({ province: true })
    const end = file.agencies.end.filter(({ code }) => code !== 'BL-31825-MC')
    const torn: ReorganisationFile = { ...file, agencies: { ...file.agencies, end } }
    const { report } = await previewReorganisation(world.db, torn)
    expect(report.problems.map(({ about }) => about)).toContain('BL-31825-MC')
  })
})

/** Everything in a figure that is over before the day: it may not change by a single dossier. */
async function pastFigures(world: World): Promise<unknown> {
  return rows(
    world,
    `select facet, agency_id, key, on_date::text, submitted, received, received_online, solved_early, solved_on_time,
       solved_late, solved_unpromised, returned, refused, withdrawn, stopped, became_overdue
       from operations.flow where on_date < '2025-07-01' order by 1, 2, 3, 4`,
  )
}

async function stockOfOldAgencies(world: World): Promise<number> {
  return numberOf(
    world,
    `from operations.stock where agency_id like 'BL%' and state not in ('refused', 'withdrawn',
    'stopped', 'returned')`,
  )
}

describe('the reorganisation of 1 July 2025', () => {
  test('loses no dossier and leaves none without an agency', async () => {
    await using world = await openLivedWorld(2)
    const all = await rows(
      world,
      'select id, code, state, promised_at, first_promised_at, closed_at, procedure_version_id, form_version_id, process_version_id, step_name from dossiers.dossier order by id',
    )
    const closed = await rows(
      world,
      'select to_jsonb(d) as row from dossiers.dossier d where closed_at is not null order by id',
    )
    const { dossiers } = await run(world, 7)
    expect(dossiers.open).toBeGreaterThan(10)
    expect(
      await rows(
        world,
        'select id, code, state, promised_at, first_promised_at, closed_at, procedure_version_id, form_version_id, process_version_id, step_name from dossiers.dossier order by id',
      ),
    ).toEqual(all)
    expect(
      await rows(
        world,
        'select to_jsonb(d) as row from dossiers.dossier d where closed_at is not null order by id',
      ),
    ).toEqual(closed)
    expect(
      await numberOf(
        world,
        `from dossiers.dossier d where closed_at is null and exists (
           select from unnest(array[agency_id, reception_agency_id, desk_agency_id]) a (id)
             left join administration.agency using (id) where agency.id is null or agency.valid_to is not null)`,
      ),
    ).toBe(0)
    expect(
      await numberOf(
        world,
        `from dossiers.dossier where closed_at is null and area_code not in (
           select code from administration.area where valid_from = '2025-07-01')`,
      ),
    ).toBe(0)
    expect(await numberOf(world, "from platform.event where name = 'dossier.moved'")).toBe(dossiers.moving)
    expect(
      await numberOf(
        world,
        `from dossiers.dossier d where closed_at is null and step_started_at is not null
           and 1 <> (select count(*) from dossiers.stage where dossier_id = d.id and finished_at is null)`,
      ),
    ).toBe(0)
  })

  test('sends what the district solved to the commune of each dossier', async () => {
    await using world = await openLivedWorld(3)
    const before = await rows<{ id: string; areaCode: string }>(
      world,
      `select id, area_code as "areaCode" from dossiers.dossier where closed_at is null and agency_id in ('BL-954', 'BL-956', 'BL-958')`,
    )
    expect(before.length).toBeGreaterThan(0)
    await run(world)
    const successors = new Map(file.areas.end.map(({ code, successor }) => [code, successor]))
    for (const { id, areaCode } of before) {
      const [after] = await rows(
        world,
        `select agency_id, reception_agency_id, area_code from dossiers.dossier where id = '${id}'`,
      )
      const commune = successors.get(areaCode)
      expect(after).toEqual({
        agency_id: `CM-${commune}`,
        reception_agency_id: `CM-${commune}-MC`,
        area_code: commune,
      })
    }
  })

  test('leaves the figures of the old agencies as they were and moves what is open', async () => {
    await using world = await openLivedWorld(4)
    const figures = await pastFigures(world)
    const whole = await rows(
      world,
      "select facet, key, state, dossiers from operations.stock where agency_id = '' and facet <> 'area' order by 1, 2, 3",
    )
    expect(await stockOfOldAgencies(world)).toBeGreaterThan(0)
    await run(world)
    expect(await pastFigures(world)).toEqual(figures)
    expect(await stockOfOldAgencies(world)).toBe(0)
    expect(
      await rows(
        world,
        "select facet, key, state, dossiers from operations.stock where agency_id = '' and facet <> 'area' order by 1, 2, 3",
      ),
    ).toEqual(whole)
    const ctx = world.system()
    const view = await viewOf(ctx, { period: 'year' })
    for (const agency of ['BL-31816', 'BL-31837', 'BL-SLDTBXH', 'CM-31825', 'CM-31840']) {
      const place = { ...view, scope: [agency] }
      const counted = await figuresOf(ctx, place)
      for (const figure of figureNames) {
        const filter = await evidenceFilter(ctx, place, { figure })
        expect([agency, figure, await countEvidence(world.db, filter)]).toEqual([
          agency,
          figure,
          counted[figure],
        ])
      }
    }
    const folded = await rows(world, 'select * from operations.stock order by 1, 2, 3, 4')
    await rebuild(world.db, operationsReader)
    expect(await rows(world, 'select * from operations.stock order by 1, 2, 3, 4')).toEqual(folded)
  })

  test('gives the officers of the successor the work, the archive and their own posts', async () => {
    await using world = await openWorld({ province: true })
    world.at('2025-06-30T22:00+07:00')
    const filed = await registerAtCounter(world.system(), { ...sampleEntry, areaCode: '31825' })
    const closed = await registerAtCounter(world.system(), { ...sampleEntry, areaCode: '31816' })
    const clerk = await world.context('p1-specialist')
    expect(holds(clerk.actor, 'dossier.read', closed.agencyId)).toBe(false)
    world.at('2025-07-01T00:05+07:00')
    await beginReorganisation(world.system(), file)
    // Before the first batch: the successor's officer works on what still lies with the predecessor.
    const during = await world.context('p1-specialist')
    expect(during.actor).toMatchObject({ agencyId: 'CM-31825' })
    expect(
      (await listQueue(world.db, during.actor, { queue: 'office', bounds: boundsOf(world) })).rows.map(
        ({ id }) => id,
      ),
    ).toContain(filed.id)
    await moveOpenDossiers(world.system(), { id: file.id })
    const after = await world.context('p1-specialist')
    expect(holds(after.actor, 'dossier.read', 'BL-31816')).toBe(true)
    expect(agenciesWith(after.actor, 'dossier.process')).not.toContain('BL-31825')
    const queue = await listQueue(world.db, after.actor, { queue: 'office', bounds: boundsOf(world) })
    expect(queue.rows.map(({ id, agencyId }) => [id, agencyId])).toContainEqual([filed.id, 'CM-31825'])
    const [found] = (await searchDossiers(world.db, after.actor, filed.code)).rows
    expect(found?.id).toBe(filed.id)
  })

  test('numbers new dossiers by the new identifiers and finds both by their codes', async () => {
    await using world = await openWorld({ province: true })
    const old = await registerAtCounter(world.system(), { ...sampleEntry, areaCode: '31837' })
    world.at(day)
    await run(world)
    const next = await registerAtCounter(world.system(), { ...sampleEntry, areaCode: '31840' })
    expect(next).toMatchObject({ agencyId: 'CM-31840', receptionAgencyId: 'CM-31840-MC', areaCode: '31840' })
    expect(next.code).toMatch(/^H12\.103\.01-250701-0001$/)
    const officer = await world.context('vtd-receiver')
    for (const { id, code } of [old, next]) {
      for (const asked of [code, code.toLowerCase(), code.replaceAll(/[.-]/g, '')]) {
        const { rows: found } = await searchDossiers(world.db, officer.actor, asked)
        expect([asked, found.map((row) => row.id)]).toEqual([asked, [id]])
      }
    }
  })

  test('solves at the commune what the district solved, from the day on only', async () => {
    await using world = await openWorld({ province: true })
    world.at(day)
    await run(world)
    const before = await getProcedureAt(world.db, '1.001612', '2025-06-30')
    const after = await getProcedureAt(world.db, '1.001612', '2025-07-01')
    expect([before.content.levels, after.content.levels]).toEqual([['district'], ['commune']])
    expect(
      await competenceFor(world.db, after.content, { areaCode: '31816', on: '2025-07-01' }),
    ).toMatchObject({
      agencyId: 'CM-31825',
      receptionAgencyId: 'CM-31825-MC',
      identifier: 'H12.101.01',
      areaCode: '31825',
    })
    const allowance = await getProcedureAt(world.db, '2.000282', '2025-07-01')
    expect(allowance.content.agencyByLevel.province).toBe('CM-SYT')
  })

  test('prints an old slip under the agency and the area of its day', async () => {
    await using world = await openWorld({ province: true })
    const { id, receivedAt } = await registerAtCounter(world.system(), { ...sampleEntry, areaCode: '31825' })
    world.at(day)
    await run(world)
    const moved = await findDossier(world.db, id)
    if (!moved || !receivedAt) throw new Error('The dossier was not received')
    const then = await evidenceOf(world.db, moved, receivedAt)
    expect([then.reception.agency.id, then.reception.area?.fullName]).toEqual(['BL-31825-MC', 'Phường 1'])
    const today = await evidenceOf(world.db, moved)
    expect([today.reception.agency.id, today.reception.area?.fullName]).toEqual([
      'CM-31825-MC',
      'Phường Bạc Liêu',
    ])
    const [gone, begun] = [await kinOf(world.db, 'BL-954'), await kinOf(world.db, 'CM-31825')]
    expect(gone.successors.map((each) => [each.id, each.part])).toContainEqual(['CM-31834', true])
    expect(begun.predecessors.map((each) => [each.id, each.part])).toContainEqual(['BL-31828', false])
  })

  test('shows the province under its new name, and the units of before in the periods of before', async () => {
    await using world = await openLivedWorld(6)
    const before = await readWall(world.system(), await viewOf(world.system(), autumn))
    await run(world)
    const ctx = world.system()
    expect(await provinceName(ctx.recall, '2025-07-01', '')).toBe('Cà Mau')
    expect(await provinceName(ctx.recall, '2025-06-30', '')).toBe('Bạc Liêu')
    const view = await viewOf(ctx, autumn)
    expect(view.root).toBe('CM')
    const after = await readWall(ctx, view)
    const done = ({ id, received, onTime, late }: Unit) => ({ id, received, onTime, late })
    const worked = (unit: Unit) => unit.received + unit.onTime + unit.late > 0
    expect(before.units.filter(worked).length).toBeGreaterThan(2)
    expect(byId(after.units.filter(worked).map(done))).toEqual(byId(before.units.filter(worked).map(done)))
    const names = ({ units }: Wall) => units.filter(({ old }) => old).map(({ name }) => name)
    expect(names(after)).toEqual([])
    expect(
      names(await readWall(ctx, await viewOf(ctx, { ...autumn, to: '2025-07-01' }))).length,
    ).toBeGreaterThan(2)
    // From its first day on the new province is not shown beside the agencies that handed over.
    const today = await readWall(ctx, await viewOf(ctx, { period: 'today' }))
    expect(today.units.map(({ id }) => id).filter((id) => id.startsWith('BL'))).toEqual([])
  })

  test('is refused before its day, a second time, and by who may not', async () => {
    await using world = await openWorld({ province: true })
    const events = () => numberOf(world, 'from platform.event')
    const begun = await events()
    await expect(beginReorganisation(world.system(), file)).rejects.toMatchObject({
      code: 'reorganisation.too_early',
    })
    world.at(day)
    const citizen = await world.context()
    await expect(beginReorganisation(citizen, file)).rejects.toMatchObject({ status: 401 })
    const officer = await world.context('p1-specialist')
    const signedIn = await events()
    await expect(beginReorganisation(officer, file)).rejects.toMatchObject({ status: 403 })
    expect(await events()).toBe(signedIn)
    expect(signedIn - begun).toBeLessThan(3)
    await run(world)
    await expect(beginReorganisation(world.system(), file)).rejects.toMatchObject({
      code: 'reorganisation.done',
    })
  })

  test('goes on where it stopped, moving nothing twice', async () => {
    await using world = await openLivedWorld(5)
    const { dossiers } = await beginReorganisation(world.system(), file)
    const stopping = new AbortController()
    await moveOpenDossiers(world.system(), {
      id: file.id,
      batch: 3,
      signal: stopping.signal,
      onBatch: () => stopping.abort(),
    })
    const half = await numberOf(world, "from platform.event where name = 'dossier.moved'")
    expect(half).toBeGreaterThan(0)
    expect(half).toBeLessThan(dossiers.moving)
    await Promise.all([
      moveOpenDossiers(world.system(), { id: file.id, batch: 4 }),
      moveOpenDossiers(world.system(), { id: file.id, batch: 5 }),
    ])
    expect(await numberOf(world, "from platform.event where name = 'dossier.moved'")).toBe(dossiers.moving)
    expect((await world.eventNames(`reorganisation:${file.id}`)).toSorted()).toEqual([
      'reorganisation.begun',
      'reorganisation.finished',
    ])
  })
})
