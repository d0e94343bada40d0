import type { System } from './platform/system.ts'
import { identityCron, identityTasks } from './systems/identity/jobs.ts'
import { identityRoutes } from './systems/identity/routes.ts'

/** Every system that brings routes, tasks or readers, in the order of the floors. A system joins by one line. */
export const systems: readonly System[] = [
  { name: 'administration' },
  { name: 'identity', routes: identityRoutes, tasks: identityTasks, cron: identityCron },
]
