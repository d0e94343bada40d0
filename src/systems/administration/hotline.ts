import type { Connection } from '#platform/database/database.ts'
import type { Recall } from '#platform/memory.ts'
import type { Hotline } from './province-files.ts'
import { findProvince } from './store.ts'

/** The hotline of the province as its file says it; null in a house without a province. */
export async function findHotline(db: Connection): Promise<Hotline | null> {
  return (await findProvince(db))?.hotline ?? null
}

/** The same for pages, remembered until the province is loaded with another. */
export function hotlineOf(recall: Recall): Promise<Hotline | null> {
  return recall('administration', 'hotline', findHotline)
}
