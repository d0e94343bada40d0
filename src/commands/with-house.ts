import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type House, loadProvinceFolder, openHouse } from '../house.ts'
import { type Config, ConfigError, readConfig } from '../platform/config.ts'
import { claimFolder } from '../platform/data-folder.ts'
import { type EmbeddedDatabase, runningEmbedded, startEmbedded } from '../platform/database/embedded.ts'
import { loginOf, migrate } from '../platform/database/migrate.ts'
import { mustReachBoth } from '../platform/database/reach.ts'
import { isRefusal } from '../platform/errors.ts'
import { ProvinceFileError } from '../platform/province/index.ts'
import { loadOfficers } from '../systems/administration/index.ts'

/** What a command works with; `signal` is raised by Ctrl-C, so that long work can end in order. */
export type CommandRoom = { readonly house: House; readonly config: Config; readonly signal: AbortSignal }

/** A line for who waits. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** A line that the next one replaces, for a count that runs. */
export function sayProgress(line: string): void {
  process.stdout.write(process.stdout.isTTY ? `\r\u001b[2K${line}` : `${line}\n`)
}

/**
 * Runs a command over the database of the province: that of DATABASE_URL, that of the server which runs here, or one
 * started for the command alone. Ends with one clear line and code 1 for what the reader can mend.
 */
export async function withHouse(work: (room: CommandRoom) => Promise<void>): Promise<void> {
  const cancel = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => (cancel.signal.aborted ? process.exit(130) : cancel.abort()))
  }
  const opened = new AsyncDisposableStack()
  try {
    if (existsSync('.env')) process.loadEnvFile('.env')
    const config = readConfig()
    const house = await openRoom(config, opened)
    await work({ house, config, signal: cancel.signal })
  } catch (error) {
    const clear = error instanceof ConfigError || error instanceof ProvinceFileError || isRefusal(error)
    const text = clear
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error)
    process.stderr.write(`${text}\n`)
    process.exitCode = 1
  } finally {
    await opened.disposeAsync()
  }
}

async function openRoom(config: Config, opened: AsyncDisposableStack): Promise<House> {
  const folder = join(config.dataDir, 'postgres')
  const found = (await givenDatabase(config)) ?? (await runningEmbedded(folder))
  const { url: ownerUrl, applicationUrl } = found ?? (await startOwn(config, opened))
  const house = openHouse(applicationUrl, { filesFolder: join(config.dataDir, 'files'), config, ownerUrl })
  opened.defer(() => house.close())
  // Over a server that runs, its own start has done this; over another one the command may come first.
  if (found === null || config.databaseUrl !== null) await prepare(house, config, loginOf(applicationUrl))
  return house
}

type Urls = Pick<EmbeddedDatabase, 'url' | 'applicationUrl'>

async function givenDatabase({ databaseUrl, databaseOwnerUrl }: Config): Promise<Urls | null> {
  if (databaseUrl === null) return null
  const url = databaseOwnerUrl ?? databaseUrl
  await mustReachBoth(databaseUrl, url)
  return { url, applicationUrl: databaseUrl }
}

async function startOwn(config: Config, opened: AsyncDisposableStack): Promise<Urls> {
  say('Mở cơ sở dữ liệu riêng cho lệnh này…')
  opened.defer(await claimFolder(config.dataDir))
  const postgres = await startEmbedded(join(config.dataDir, 'postgres'))
  opened.defer(() => postgres.stop())
  return postgres
}

async function prepare(house: House, config: Config, login: string): Promise<void> {
  await migrate(house.owner, { login })
  await loadProvinceFolder(house, join(import.meta.dirname, '..', '..', 'provinces', config.province))
  if (!config.sandbox) return
  const { sampleOfficers } = await import('../sandbox/persons.ts')
  await loadOfficers(house.contextFor('sandbox.load'), sampleOfficers)
}

/** How long it took, for a reader: "41,3 giây". */
export function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} giây`
}
