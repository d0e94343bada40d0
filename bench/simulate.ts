// Fills 1/6–31/12/2024 with the published totals, events and projections, beside PostgreSQL copying the rows it wrote.
//
//   node bench/simulate.ts
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { loadProvinceFolder, openHouse } from '../src/house.ts'
import { startEmbedded } from '../src/platform/database/embedded.ts'
import { migrate } from '../src/platform/database/migrate.ts'
import { fillAndFold } from '../src/simulation/fill-and-fold.ts'
import { readSimulationFacts } from '../src/simulation/province-file.ts'
import { hold } from './bar.ts'

const folder = await mkdtemp(join(tmpdir(), 'tinh-so-bench-simulate-'))
const server = await startEmbedded(folder)
const house = openHouse(server.url, { filesFolder: folder })
try {
  await migrate(house.owner)
  const province = join(import.meta.dirname, '..', 'provinces', 'bac-lieu')
  await loadProvinceFolder(house, province)
  const facts = await readSimulationFacts(province)
  const from = performance.now()
  const { dossiers, events } = await fillAndFold(house, {
    facts,
    from: '2024-06-01',
    to: '2024-12-31',
    seed: 1,
  })
  const seconds = (performance.now() - from) / 1000
  const floor = await copySeconds(house.owner)
  process.stdout.write(
    `simulate ${dossiers.toLocaleString('en')} dossiers, ${events.toLocaleString('en')} events   ${seconds.toFixed(1)} s   bar: 60 s\n`,
  )
  process.stdout.write(
    `PostgreSQL copying the same rows   ${floor.toFixed(1)} s   ratio ${(seconds / floor).toFixed(1)}\n`,
  )
  hold('within 60 s', seconds <= 60)
} finally {
  await house.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

/** What the server alone needs to write the rows again, with the same indexes. */
async function copySeconds(owner: pg.Pool): Promise<number> {
  const tables = ['dossiers.dossier', 'dossiers.stage', 'dossiers.result', 'platform.event']
  await owner.query('create schema floor')
  let seconds = 0
  for (const table of tables) {
    const copy = `floor.${table.split('.')[1]}`
    await owner.query(
      `create table ${copy} (like ${table} including indexes including constraints including defaults)`,
    )
    const from = performance.now()
    await owner.query(`insert into ${copy} select * from ${table}`)
    seconds += (performance.now() - from) / 1000
  }
  return seconds
}
