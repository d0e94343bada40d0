import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type House, openHouse } from '../src/house.ts'
import { readReorganisation } from '../src/systems/administration/index.ts'
import { beginReorganisation, findRun, moveOpenDossiers } from '../src/systems/dossiers/index.ts'
import { fillProvince } from '../src/systems/dossiers/reorganisation/testing-rows.ts'
import { type ServerProcess, startServer } from './server.ts'

const OPEN = 30_000
const file = await readReorganisation(
  join(import.meta.dirname, '../provinces/bac-lieu/reorganisations/2025-07-01.json'),
)

async function movedSoFar(house: House): Promise<number> {
  return (await findRun(house.services.db, file.id))?.moved ?? 0
}

/** Somebody works on one dossier until he is told: however slowly this process looks on, the moving is not at its end. */
async function holdOne(house: House): Promise<() => void> {
  const client = await house.owner.connect()
  await client.query('set idle_in_transaction_session_timeout = 0')
  await client.query('begin')
  await client.query('select id from dossiers.dossier limit 1 for no key update')
  return () => client.release(true)
}

/** How often each open dossier is there, lies with an agency that goes on, has one event and one stay. */
async function wholeness(house: House): Promise<unknown> {
  const { rows } = await house.owner.query(`
    select count(*)::int as dossiers,
      count(*) filter (where agency.valid_to is null and reception.valid_to is null and desk.valid_to is null)::int as owned,
      (select count(*)::int from platform.event where name = 'dossier.moved') as events,
      (select count(distinct subject_id)::int from platform.event where name = 'dossier.moved') as told,
      (select count(*)::int from dossiers.stage where finished_at is null) as stays
      from dossiers.dossier d
      join administration.agency agency on agency.id = d.agency_id
      join administration.agency reception on reception.id = d.reception_agency_id
      join administration.agency desk on desk.id = d.desk_agency_id
     where d.closed_at is null`)
  return rows[0]
}

describe('kill -9 in the middle of a reorganisation', () => {
  test('loses no dossier, moves none twice, and the next process goes on', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tinh-so-reorganisation-'))
    const started: ServerProcess[] = []
    const houses: House[] = []
    const open = (server: ServerProcess) => {
      started.push(server)
      const house = openHouse(server.databaseUrl, { filesFolder: dataDir })
      houses.push(house)
      return house
    }
    try {
      const server = await startServer(dataDir)
      const first = open(server)
      await fillProvince(first.owner, { count: OPEN, share: 1 })
      const letGo = await holdOne(first)
      await beginReorganisation(first.contextFor('test'), file)
      while ((await movedSoFar(first)) === 0) await delay(20)
      process.kill(server.pid, 'SIGKILL')
      await server.ended
      letGo()
      await first.close()

      const second = open(await startServer(dataDir))
      const half = await movedSoFar(second)
      expect(half).toBeGreaterThan(0)
      expect(half).toBeLessThan(OPEN)
      await moveOpenDossiers(second.contextFor('test'), { id: file.id })
      while ((await findRun(second.services.db, file.id))?.finishedAt === null) await delay(50)
      const all = { dossiers: OPEN, owned: OPEN, events: OPEN, told: OPEN, stays: OPEN }
      expect(await wholeness(second)).toEqual(all)
    } finally {
      for (const house of houses) await house.close().catch(() => undefined)
      for (const server of started) await server.stop()
      await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
    }
  })
})
