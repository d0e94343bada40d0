import { eventMonthCron, eventMonthTasks } from './platform/events/months.ts'
import type { System } from './platform/system.ts'
import { administrationConcerns } from './systems/administration/index.ts'
import { administrationCron, administrationTasks } from './systems/administration/jobs.ts'
import { administrationRoutes } from './systems/administration/routes.ts'
import { dataStoreTasks } from './systems/data-store/jobs.ts'
import { dataStoreRoutes } from './systems/data-store/routes.ts'
import { dossierCron, dossierTasks } from './systems/dossiers/jobs.ts'
import { digitalReader } from './systems/dossiers/papers/digital-marks.ts'
import { resultKeeper } from './systems/dossiers/papers/keep-results.ts'
import { calendarReader } from './systems/dossiers/reactions.ts'
import { reorganisationConcerns } from './systems/dossiers/reorganisation/concerns.ts'
import { dossierRoutes } from './systems/dossiers/routes.ts'
import { identityCron, identityTasks } from './systems/identity/jobs.ts'
import { identityRoutes } from './systems/identity/routes.ts'
import { notificationTasks } from './systems/notifications/jobs.ts'
import { notificationReader } from './systems/notifications/reader.ts'
import { notificationRoutes } from './systems/notifications/routes.ts'
import { operationsReader } from './systems/operations/index.ts'
import { operationsRoutes } from './systems/operations/routes.ts'
import { procedureConcerns } from './systems/procedures/concerns.ts'
import { procedureRoutes } from './systems/procedures/routes.ts'
import { signingConcerns } from './systems/signing/concerns.ts'
import { signingCron, signingTasks } from './systems/signing/jobs.ts'
import { signingRoutes } from './systems/signing/routes.ts'

/** Every system that brings routes, tasks or readers, in the order of the floors. A system joins by one line. */
export const systems: readonly System[] = [
  { name: 'platform', tasks: eventMonthTasks, cron: eventMonthCron },
  {
    name: 'administration',
    routes: administrationRoutes,
    tasks: administrationTasks,
    cron: administrationCron,
    concerns: administrationConcerns,
  },
  { name: 'identity', routes: identityRoutes, tasks: identityTasks, cron: identityCron },
  { name: 'data-store', routes: dataStoreRoutes, tasks: dataStoreTasks },
  {
    name: 'signing',
    routes: signingRoutes,
    tasks: signingTasks,
    cron: signingCron,
    concerns: signingConcerns,
  },
  { name: 'procedures', routes: procedureRoutes, concerns: procedureConcerns },
  {
    name: 'dossiers',
    routes: dossierRoutes,
    tasks: dossierTasks,
    cron: dossierCron,
    concerns: reorganisationConcerns,
    readers: (services) => [calendarReader, resultKeeper(services), digitalReader],
  },
  {
    name: 'notifications',
    routes: notificationRoutes,
    tasks: notificationTasks,
    readers: (services, config) => [notificationReader(services, config)],
  },
  { name: 'operations', routes: operationsRoutes, readers: () => [operationsReader] },
]
