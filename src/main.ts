import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type House, loadProvinceFolder, openApp, openHouse } from './house.ts'
import { localDate } from './platform/calendar/index.ts'
import { type Config, ConfigError, helpText, readConfig } from './platform/config.ts'
import { claimFolder, makeDataFolder } from './platform/data-folder.ts'
import { startEmbedded } from './platform/database/embedded.ts'
import { loginOf, migrate } from './platform/database/migrate.ts'
import { mustReachBoth } from './platform/database/reach.ts'
import { ensureEventMonths } from './platform/events/months.ts'
import { startReaders } from './platform/events/readers.ts'
import type { App } from './platform/http/app.ts'
import { openVite, registerPages } from './platform/http/pages.ts'
import { mustBeFree } from './platform/http/ports.ts'
import { startWorker } from './platform/jobs/jobs.ts'
import { ProvinceFileError } from './platform/province/index.ts'
import type { TrustCentre } from './sandbox/trust/trust-centre.ts'
import { hotlineOf, loadOfficers, provinceName, retireOfficers } from './systems/administration/index.ts'
import { homeOf } from './systems/identity/index.ts'
import { countUnread } from './systems/notifications/index.ts'
import { hasSimulated, procedureFigures, todayFigures } from './systems/operations/index.ts'
import { distrustSandbox } from './systems/signing/index.ts'
import { allPages } from './web/all-pages.ts'
import { welcome } from './welcome.ts'

/** What runs, in the order of starting; stopped from the last to the first. */
const running = new AsyncDisposableStack()
let stopping: Promise<void> | undefined

if (process.argv.includes('--help')) {
  process.stdout.write(helpText())
} else {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  start().catch(fail)
}

async function start(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const config = readConfig(undefined, process.argv.slice(2))
  const web = config.role !== 'worker'
  const sandbox = config.sandbox && web && new URL(config.oidc.issuer).port === String(config.sandboxPort)
  if (web) await mustBeFree(config.host, config.port, 'PORT')
  if (sandbox) await mustBeFree(config.host, config.sandboxPort, 'SANDBOX_PORT')
  await makeDataFolder(config.dataDir)
  const { url, ownerUrl } = await step('Mở cơ sở dữ liệu (database)', () => openPostgres(config))
  const trust = sandbox
    ? await step('Mở cổng đăng nhập thử (sandbox sign-in)', () => openSandbox(config))
    : undefined
  const house = openHouse(url, { filesFolder: join(config.dataDir, 'files'), config, ownerUrl })
  running.defer(() => house.close())
  await step('Cập nhật cấu trúc dữ liệu (migrations)', () => migrate(house.owner, { login: loginOf(url) }))
  await ensureEventMonths(house.contextFor('platform.start'))
  const province = await step(`Nạp dữ liệu tỉnh ${config.province} (province data)`, () =>
    loadData(house, config),
  )
  if (config.role !== 'web') await startBackground(house)
  if (web)
    await step('Mở các trang và API (pages and API)', () => openWeb(house, { config, sandbox, province }))
  if (trust) await keepSampleKeys(house, trust)
  process.stdout.write(web ? welcome(config, { sandbox }) : 'Đang xử lý việc nền (worker running).\n')
}

/** Says what takes time while it does, and how long it took. */
async function step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  process.stdout.write(`${name}… `)
  const from = performance.now()
  const result = await work()
  process.stdout.write(`${((performance.now() - from) / 1000).toFixed(1)} s\n`)
  return result
}

/** The login of the application, and that of the owner. */
type Urls = { readonly url: string; readonly ownerUrl: string }

async function openPostgres({ databaseUrl, databaseOwnerUrl, dataDir, role }: Config): Promise<Urls> {
  if (databaseUrl !== null) {
    const ownerUrl = databaseOwnerUrl ?? databaseUrl
    await mustReachBoth(databaseUrl, ownerUrl)
    return { url: databaseUrl, ownerUrl }
  }
  if (role !== 'all') {
    throw new ConfigError(
      `ROLE=${role} needs a database that other processes share. Set DATABASE_URL to a PostgreSQL server.`,
    )
  }
  // Only the embedded server has one master; files and keys are shared by all processes over one database.
  running.defer(await claimFolder(dataDir))
  const postgres = await startEmbedded(join(dataDir, 'postgres'))
  running.defer(() => postgres.stop())
  postgres.ended.then(() => {
    if (stopping) return
    process.stderr.write('PostgreSQL ended by itself. Start again: nothing that was confirmed is lost.\n')
    void stop(1)
  })
  return { url: postgres.applicationUrl, ownerUrl: postgres.url }
}

/** Returns the name of the province: "Bạc Liêu". */
async function loadData(house: House, { province, sandbox }: Config): Promise<string> {
  const { name } = await loadProvinceFolder(house, join(import.meta.dirname, '..', 'provinces', province))
  const { sampleOfficers } = await import('./sandbox/persons.ts')
  const ctx = house.contextFor('sandbox.load')
  if (sandbox) {
    await loadOfficers(ctx, sampleOfficers)
  } else {
    await retireOfficers(
      ctx,
      sampleOfficers.map(({ employeeCode }) => employeeCode),
    )
    await distrustSandbox(ctx)
  }
  return name
}

async function openSandbox(config: Config): Promise<TrustCentre> {
  const { startSandboxSignIn } = await import('./sandbox/sign-in.ts')
  const { openTrustCentre } = await import('./sandbox/trust/trust-centre.ts')
  const { trustHandler } = await import('./sandbox/trust/server.ts')
  const url = `http://localhost:${config.sandboxPort}/trust`
  const trust = await openTrustCentre(join(config.dataDir, 'sandbox-trust'), { url })
  const signIn = await startSandboxSignIn(config, trustHandler(trust))
  running.defer(() => signIn.stop())
  return trust
}

const KEYS_EVERY_MS = 60_000

/** Who is new (an officer just appointed, an agency made by a merger) gets a sandbox key within a minute. */
async function keepSampleKeys(house: House, trust: TrustCentre): Promise<void> {
  const { registerSampleKeys } = await import('./sandbox/trust/sample-keys.ts')
  const stopped = new AbortController()
  let last: Promise<unknown> = Promise.resolve()
  const register = () => {
    last = last
      .then(() => registerSampleKeys(house.contextFor('sandbox.keys'), trust, stopped.signal))
      .catch(report)
  }
  register()
  const timer = setInterval(register, KEYS_EVERY_MS).unref()
  running.defer(async () => {
    clearInterval(timer)
    stopped.abort()
    await last
  })

  function report(error: unknown): void {
    process.stderr.write(`sandbox keys: ${String(error)}\n`)
  }
}

async function startBackground(house: House): Promise<void> {
  const worker = await startWorker(house.owner, {
    tasks: house.tasks,
    contextOf: house.contextFor,
    cron: house.cron,
  })
  running.defer(() => worker.stop())
  const readers = await startReaders(house.services.db, house.owner, {
    readers: house.readers,
    onError: (reader, error) => process.stderr.write(`reader ${reader}: ${String(error)}\n`),
  })
  running.defer(() => readers.stop())
}

type Web = { readonly config: Config; readonly sandbox: boolean; readonly province: string }

async function openWeb(house: House, { config, sandbox, province }: Web): Promise<void> {
  const app = await openApp(house, config)
  const vite = process.argv.includes('--dev') ? await openVite(app) : undefined
  if (vite) running.defer(() => vite.close())
  await registerPages(app, {
    province: (ctx) => provinceName(ctx.recall, localDate(ctx.now()), province),
    hotline: ({ recall }) => hotlineOf(recall),
    sandbox,
    homeOf,
    unread: ({ db, actor }) => countUnread(db, actor),
    simulated: ({ recall }) => recall('reader.operations', 'simulated', hasSimulated),
    figures: { today: todayFigures, ofProcedure: procedureFigures },
    concerns: house.concerns,
    openUploads: allPages.filter(({ uploads }) => uploads).map(({ path }) => path),
    ...(vite ? { vite } : {}),
  })
  running.defer(() => closeServer(app))
  // The addresses are told below, in words.
  app.log.level = 'warn'
  await app.listen({ port: config.port, host: config.host })
  app.log.level = config.logLevel
}

/** Lets answers under way finish; what stays open for good, as the stream of the wall does, is cut after a moment. */
async function closeServer(app: App): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), 2000)
  await app.close()
  clearTimeout(cut)
}

/** Stops everything once, however often it is asked for, and ends the process. */
function stop(code: number): Promise<void> {
  stopping ??= running.disposeAsync().then(
    () => process.exit(code),
    (error: unknown) => {
      process.stderr.write(`Could not stop in order: ${String(error)}\n`)
      process.exit(1)
    },
  )
  return stopping
}

/** One clear line for what the reader can mend; the whole error for a bug. */
async function fail(error: unknown): Promise<void> {
  const known = error instanceof ConfigError || error instanceof ProvinceFileError
  const text = known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`\n${text}\n`)
  await stop(1)
}
