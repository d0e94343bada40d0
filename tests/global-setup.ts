import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { loadProvinceFolder, openHouse } from '../src/house.ts'
import { openPool } from '../src/platform/database/database.ts'
import { startEmbedded } from '../src/platform/database/embedded.ts'
import { migrate } from '../src/platform/database/migrate.ts'
import { administer, withDatabase } from '../src/platform/testing/database.ts'
import { sampleOfficers } from '../src/sandbox/persons.ts'
import { loadOfficers } from '../src/systems/administration/index.ts'
import { copyGeneralLaw } from '../src/systems/procedures/testing/province-law.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: string
  }
}

/**
 * One PostgreSQL for the run, with two templates to clone: `template_empty` is migrated, `template_province` holds the
 * real province under its general law and the sample officers too.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(await quickFolder(), 'tinh-so-test-'))
  const server = await startEmbedded(folder, { durable: false })
  await administer(server.url, 'create database template_empty template tinh_so')
  const pool = openPool(withDatabase(server.url, 'template_empty'))
  await migrate(pool)
  await pool.end()
  await administer(server.url, 'create database template_province template template_empty')
  const house = openHouse(withDatabase(server.url, 'template_province'), { filesFolder: folder })
  const province = await mkdtemp(join(tmpdir(), 'tinh-so-province-'))
  await copyGeneralLaw(province)
  await loadProvinceFolder(house, province)
  await rm(province, { recursive: true })
  await loadOfficers(house.contextFor('province.load'), sampleOfficers)
  await house.close()
  project.provide('databaseServer', server.url)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Memory where the machine has a gigabyte of it to lend: each test clones a database, in 30 ms there and in 370 ms on a
 * disk that is busy (measured over the same suite).
 */
async function quickFolder(): Promise<string> {
  const memory = '/dev/shm'
  const room = await statfs(memory).catch(() => undefined)
  return room && room.bavail * room.bsize > 2 ** 30 ? memory : tmpdir()
}
