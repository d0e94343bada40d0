import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openWorld, type World } from '../../../../tests/world.ts'
import { readReorganisation } from '../../administration/index.ts'
import { markTold } from '../actions/mark-told.ts'
import { listLegs } from '../joined/read.ts'
import { runningBundle } from '../joined/testing-bundle.ts'
import { countRegister, listRegister } from '../register/rows.ts'
import { inLockOrder, lockDossier, saveDossier } from '../store.ts'
import { beginReorganisation } from './actions/begin-reorganisation.ts'
import { moveOpenDossiers } from './actions/move-open-dossiers.ts'
import { LANES } from './lanes.ts'
import { findRun } from './store.ts'

const file = await readReorganisation(
  join(import.meta.dirname, '../../../../provinces/bac-lieu/reorganisations/2025-07-01.json'),
)

/** No bound on the speed: only against waiting for ever. */
const HANGING = 120_000

async function openBundles(count: number): Promise<World & { readonly wholes: readonly string[] }> {
  const world = await openWorld({ province: true })
  world.at('2025-06-30T14:00+07:00')
  const wholes: string[] = []
  for (let n = 0; n < count; n++) wholes.push((await runningBundle(world)).id)
  world.at('2025-07-01T07:30+07:00')
  await beginReorganisation(world.system(), file)
  return Object.assign(world, { wholes })
}

type Found = { open: number; moved: number; told: number; strays: number }

async function found(world: World): Promise<Found | undefined> {
  const { rows } = await world.owner.query<Found>(`
    select count(*)::int as open, count(*) filter (where moved_by = '2025-07-01')::int as moved,
      (select count(*)::int from platform.event where name = 'dossier.moved') as told,
      count(*) filter (where agency.valid_to is not null)::int as strays
      from dossiers.dossier d join administration.agency agency on agency.id = d.agency_id where closed_at is null`)
  return rows[0]
}

test('a dossier that somebody holds is passed over, and moved when he lets go: no circle of waiting', async () => {
  await using world = await openBundles(3)
  const [held = ''] = world.wholes
  const legs = await listLegs(world.db, held)
  const isHeld = Promise.withResolvers<void>()
  const officer = world.db.transaction().execute(async (tx) => {
    await lockDossier(tx, held)
    isHeld.resolve()
    // The legs were moved meanwhile, and the mover has come round for the whole.
    await vi.waitFor(async () => expect((await findRun(world.db, file.id))?.pass).toBeGreaterThan(2), HANGING)
    for (const { id } of legs) await saveDossier(tx, id, {})
  })
  await isHeld.promise
  await Promise.all([officer, moveOpenDossiers(world.system(), { id: file.id, batch: 2 })])
  const open = 3 * (1 + legs.length)
  expect(await found(world)).toEqual({ open, moved: open, told: open, strays: 0 })
  expect((await findRun(world.db, file.id))?.finishedAt).not.toBeNull()
})

test('officers in bulk, those who tell them and several movers at once block nobody', async () => {
  await using world = await openBundles(12)
  const { rows } = await world.owner.query<{ id: string }>('select id from dossiers.dossier')
  const finished = new AbortController()
  const work = async (seed: number) => {
    let turn = seed
    while (!finished.signal.aborted) {
      turn++
      const some = rows.filter((_, index) => (index * 7 + turn * 13) % 5 < 2).toReversed()
      await world.db.transaction().execute(async (tx) => {
        if (turn % 3 === 0) {
          return markTold(
            tx,
            some.map(({ id }) => ({ id, arrivedAt: world.now() })),
            world.now(),
          )
        }
        for (const { id } of await inLockOrder(tx, some)) {
          await lockDossier(tx, id)
          await saveDossier(tx, id, {})
        }
      })
    }
  }
  const officers = [1, 2, 3].map(work)
  const move = () => moveOpenDossiers(world.system(), { id: file.id, batch: 2 })
  await Promise.all([move(), move()])
  await vi.waitFor(async () => expect((await findRun(world.db, file.id))?.finishedAt).not.toBeNull(), HANGING)
  finished.abort()
  await Promise.all(officers)
  expect(await found(world)).toEqual({ open: rows.length, moved: rows.length, told: rows.length, strays: 0 })
})

test('who works on a dossier comes to its question and its apology before the reorganisation does', async () => {
  await using world = await openWorld({ province: true })
  world.at('2025-06-30T14:00+07:00')
  const { id, agencyId } = await runningBundle(world)
  await world.owner.query(
    `insert into dossiers.consultation (id, dossier_id, agency_id, question, asked_by, asked_by_name, asked_at, reply_due_at)
       values ($1, $1, '${agencyId}', 'Ý kiến?', 'an', 'An', '2025-06-30', '2025-07-04')`,
    [id],
  )
  await world.owner.query(
    `insert into dossiers.apology (id, dossier_id, agency_id, state, reason, promised_at, new_promised_at, send_by, drafted_at)
       values ($1, $1, '${agencyId}', 'draft', 'Chờ ý kiến', '2025-07-04', '2025-07-08', '2025-07-03', '2025-06-30')`,
    [id],
  )
  world.at('2025-07-01T07:30+07:00')
  const holds = Promise.withResolvers<void>()
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  const officer = world.db.transaction().execute(async (tx) => {
    await lockDossier(tx, id)
    await tx.updateTable('dossiers.apology').set({ reason: 'Chờ lâu' }).where('id', '=', id).execute()
    holds.resolve()
    await vi.waitFor(async () => expect((await world.owner.query(waiting)).rowCount).toBe(1), 20_000)
    await tx
      .updateTable('dossiers.consultation')
      .set({ question: 'Ý kiến gì?' })
      .where('id', '=', id)
      .execute()
  })
  await holds.promise
  await Promise.all([officer, beginReorganisation(world.system(), file)])
  const { rows } = await world.owner.query(
    'select a.reason, a.agency_id, c.question, c.agency_id as asked from dossiers.apology a join dossiers.consultation c using (id)',
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ reason: 'Chờ lâu', question: 'Ý kiến gì?' })
  expect([rows[0].agency_id, rows[0].asked]).not.toContain(agencyId)
}, 60_000)

test('an apology that is drafted while its dossier waits to be moved goes with it', async () => {
  await using world = await openBundles(1)
  const [id] = world.wholes
  const { rows } = await world.owner.query<{ agency_id: string }>(
    'select agency_id from dossiers.dossier where id = $1',
    [id],
  )
  const old = rows[0]?.agency_id
  await world.owner.query(
    `insert into dossiers.apology (id, dossier_id, agency_id, state, reason, promised_at, new_promised_at, send_by, drafted_at)
       values ($1, $1, $2, 'draft', 'Chờ ý kiến', '2025-07-04', '2025-07-08', '2025-07-03', '2025-07-01')`,
    [id, old],
  )
  await moveOpenDossiers(world.system(), { id: file.id })
  const after = await world.owner.query(
    'select a.agency_id, d.agency_id as dossier from dossiers.apology a join dossiers.dossier d on d.id = a.dossier_id',
  )
  expect(after.rows[0].agency_id).toBe(after.rows[0].dossier)
  expect(after.rows[0].agency_id).not.toBe(old)
})

test('the book of a desk stays as it was, and that of its successor lists nothing that it never took in', async () => {
  await using world = await openBundles(3)
  const [id] = world.wholes
  const desk = async () => {
    const { rows } = await world.owner.query<{ desk: string }>(
      'select reception_agency_id as desk from dossiers.dossier where id = $1',
      [id],
    )
    return rows[0]?.desk ?? ''
  }
  const old = await desk()
  const june = { from: '2025-06-01', to: '2025-06-30' }
  const book = async (agencyId: string) => {
    const { rows } = await listRegister(world.db, { agencyId, ...june })
    return [await countRegister(world.db, { agencyId, ...june }), rows.map((row) => row.id)] as const
  }
  const before = await book(old)
  await moveOpenDossiers(world.system(), { id: file.id })
  expect(await desk()).not.toBe(old)
  expect(await book(old)).toEqual(before)
  expect(before[0]).toBe(3)
  expect(await book(await desk())).toEqual([0, []])
})

test('when one mover fails the others stop, and whoever called is told when all of them have', async () => {
  await using world = await openBundles(3)
  const failing = moveOpenDossiers(world.system(), {
    id: file.id,
    batch: 1,
    onBatch: () => {
      throw new Error('the disk is full')
    },
  })
  await expect(failing).rejects.toThrow('the disk is full')
  const lanes = 'select lane from dossiers.reorganisation_lane for update nowait'
  expect((await world.owner.query(lanes)).rowCount).toBe(LANES)
  expect((await findRun(world.db, file.id))?.finishedAt).toBeNull()
  await moveOpenDossiers(world.system(), { id: file.id })
  const after = await found(world)
  expect([after?.moved, after?.told, after?.strays]).toEqual([after?.open, after?.open, 0])
})
