import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type pg from 'pg'
import { type Config, readConfig } from './platform/config.ts'
import type { Context, Services } from './platform/context.ts'
import { APPLICATION_ROLE, openDatabase, openPool } from './platform/database/database.ts'
import type { Reader } from './platform/events/readers.ts'
import { openFileStore } from './platform/files/files.ts'
import { type App, buildApp } from './platform/http/app.ts'
import { probes } from './platform/http/metrics.ts'
import type { CronItem, Tasks } from './platform/jobs/jobs.ts'
import { openMemory, type Recall } from './platform/memory.ts'
import { systemActor } from './platform/permissions.ts'
import { openSecrets } from './platform/secrets.ts'
import { openSignatureChecks } from './platform/signatures/verify/check-beside.ts'
import type { Concerns } from './platform/system.ts'
import {
  calendarSource,
  fileReorganisations,
  loadProvince,
  readAdministrationFiles,
  readReorganisations,
} from './systems/administration/index.ts'
import { loadDataStoreRules, readDataStoreFile } from './systems/data-store/index.ts'
import { type Asking, contextOf } from './systems/identity/index.ts'
import { loadLaw, loadProcedures, readLawFiles, readProcedureFiles } from './systems/procedures/index.ts'
import { loadSignatureRules, readSignatureRules } from './systems/signing/index.ts'
import { systems } from './systems.ts'

/** One process over one migrated database: what the server, the worker, the readers, commands and tests stand on. */
export type House = {
  readonly services: Services
  /** The owner's connections: the job worker and the listener of the readers. */
  readonly owner: pg.Pool
  /** The Context of a request, from its session cookie. */
  readonly contextOf: (request: Asking) => Promise<Context>
  /** The Context of a job or a command, which acts under its own name. */
  readonly contextFor: (actorId: string) => Context
  readonly tasks: Tasks
  readonly readers: readonly Reader[]
  readonly cron: readonly CronItem[]
  /** What every system tells the administrator of itself. */
  readonly concerns: Concerns
  close(): Promise<void>
}

type HouseOptions = {
  readonly filesFolder: string
  readonly now?: () => Date
  /** The defaults when left out, whatever the environment says. */
  readonly config?: Config
  /** Another login for what the application may not do: migrations, the queue. That of `url` when left out. */
  readonly ownerUrl?: string
}

/** Opens the pools over `url` and composes the systems. */
export function openHouse(url: string, options: HouseOptions): House {
  const { filesFolder, now = () => new Date(), config = readConfig({}), ownerUrl = url } = options
  const owner = openPool(ownerUrl, { max: 12 })
  const db = openDatabase(openPool(url, { role: APPLICATION_ROLE }))
  // What is remembered is asked for inside transactions that may hold every connection of the other pool.
  const lookups = openDatabase(openPool(url, { role: APPLICATION_ROLE, max: 2 }))
  const memory = openMemory(lookups)
  const lookUps = (recall: Recall) => ({ recall, calendar: calendarSource(recall) })
  const checks = openSignatureChecks()
  const services: Services = {
    db,
    now,
    ...lookUps(memory.recall),
    files: openFileStore(filesFolder, { clamdUrl: config.clamdUrl }),
    secrets: openSecrets({ key: config.secretKey, file: join(filesFolder, '..', 'secret.key') }),
    keyPlaces: config.keyPlaces,
    checks,
  }
  return {
    services,
    owner,
    contextOf: contextOf(services, () => lookUps(memory.forReading())),
    contextFor: (actorId) => ({ ...services, actor: systemActor(actorId), requestId: randomUUID() }),
    tasks: Object.assign(
      {},
      ...systems.map(({ tasks }) => (typeof tasks === 'function' ? tasks(config) : tasks)),
    ) as Tasks,
    readers: systems.flatMap((system) => system.readers?.(services, config) ?? []),
    cron: systems.flatMap((system) => system.cron ?? []),
    concerns: async (ctx, locale) => {
      const told = await Promise.all(systems.map((system) => system.concerns?.(ctx, locale) ?? []))
      return told.flat()
    },
    async close() {
      await Promise.all([db.destroy(), lookups.destroy(), owner.end(), checks.close()])
    },
  }
}

/** The web server with the routes of every system; pages are joined after it. */
export async function openApp(house: House, config: Config): Promise<App> {
  const app = await buildApp({
    config,
    contextOf: house.contextOf,
    formTargets: [new URL(config.oidc.issuer).origin],
  })
  probes(app, house.services.db, config.metricsToken)
  for (const { routes } of systems) {
    if (routes) await app.register(routes, { config, services: house.services })
  }
  return app
}

/** Brings the database to what a province folder says; tells how many rows were new, 0 the second time. */
export async function loadProvinceFolder(
  house: House,
  folder: string,
): Promise<{ name: string; written: number }> {
  const administration = await readAdministrationFiles(folder)
  const agencyCodes = new Set(administration.agencies.map((agency) => agency.code))
  const procedures = await readProcedureFiles(folder, agencyCodes)
  const law = await readLawFiles(folder, procedures.procedures)
  const reorganisations = await readReorganisations(folder)
  const dataStore = await readDataStoreFile(folder)
  const signatureRules = await readSignatureRules(folder)
  const ctx = house.contextFor('province.load')
  const reports = [
    await loadProvince(ctx, administration),
    await loadLaw(ctx, law),
    await loadProcedures(ctx, procedures),
    { reorganisations: await fileReorganisations(ctx, reorganisations) },
    await loadDataStoreRules(ctx, dataStore),
    await loadSignatureRules(ctx, signatureRules),
  ]
  const written = reports.flatMap((report) => Object.values(report)).reduce((sum, count) => sum + count, 0)
  return { name: administration.province.name, written }
}
