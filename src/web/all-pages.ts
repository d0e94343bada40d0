import { pages as administrationPages } from '../systems/administration/web/routes.ts'
import { pages as dataStorePages } from '../systems/data-store/web/routes.ts'
import { pages as dossierPages } from '../systems/dossiers/web/routes.ts'
import { pages as identityPages } from '../systems/identity/web/routes.ts'
import { pages as notificationPages } from '../systems/notifications/web/routes.ts'
import { pages as operationsPages } from '../systems/operations/web/routes.ts'
import { pages as procedurePages } from '../systems/procedures/web/routes.ts'
import { pages as signingPages } from '../systems/signing/web/routes.ts'
import type { PageEntry } from './pages.ts'
import { pages as shellPages } from './routes.ts'

/** Every page of the product; a system joins by one import and one line. */
export const allPages: readonly PageEntry[] = [
  ...shellPages,
  ...administrationPages,
  ...identityPages,
  ...dataStorePages,
  ...signingPages,
  ...procedurePages,
  ...dossierPages,
  ...notificationPages,
  ...operationsPages,
]
