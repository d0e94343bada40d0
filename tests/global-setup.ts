import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openPool } from '../src/platform/database/database.ts'
import { startEmbedded } from '../src/platform/database/embedded.ts'
import { migrate } from '../src/platform/database/migrate.ts'
import { administer, withDatabase } from '../src/platform/testing/database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: string
  }
}

/** One PostgreSQL for the run, with a template to clone: `template_empty` is migrated. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tinh-so-test-'))
  const server = await startEmbedded(folder, { durable: false })
  await administer(server.url, 'create database template_empty template tinh_so')
  const pool = openPool(withDatabase(server.url, 'template_empty'))
  await migrate(pool)
  await pool.end()
  project.provide('databaseServer', server.url)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
