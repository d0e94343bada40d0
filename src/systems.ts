import type { System } from './platform/system.ts'
import { dossierTasks } from './systems/dossiers/jobs.ts'
import { dossierRoutes } from './systems/dossiers/routes.ts'
import { identityCron, identityTasks } from './systems/identity/jobs.ts'
import { identityRoutes } from './systems/identity/routes.ts'
import { operationsReader } from './systems/operations/index.ts'
import { procedureRoutes } from './systems/procedures/routes.ts'

/** Every system that brings routes, tasks or readers, in the order of the floors. A system joins by one line. */
export const systems: readonly System[] = [
  { name: 'administration' },
  { name: 'identity', routes: identityRoutes, tasks: identityTasks, cron: identityCron },
  { name: 'procedures', routes: procedureRoutes },
  { name: 'dossiers', routes: dossierRoutes, tasks: dossierTasks },
  { name: 'operations', readers: () => [operationsReader] },
]
