// Writes src/platform/database/tables.ts, the Kysely types of all tables, from an empty migrated database.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openPool } from '../src/platform/database/database.ts'
import { startEmbedded } from '../src/platform/database/embedded.ts'
import { migrate } from '../src/platform/database/migrate.ts'

const output = join(import.meta.dirname, '..', 'src', 'platform', 'database', 'tables.ts')
const folder = await mkdtemp(join(tmpdir(), 'tinh-so-tables-'))
const server = await startEmbedded(folder, { durable: false })
try {
  const pool = openPool(server.url)
  await migrate(pool)
  await pool.end()
  await promisify(execFile)('kysely-codegen', [
    '--dialect=postgres',
    `--url=${server.url}`,
    `--out-file=${output}`,
    '--camel-case',
    '--date-parser=string',
    '--exclude-pattern=graphile_worker.*',
    '--type-mapping={"int8":"number"}',
  ])
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
