import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Connection } from '#platform/database/database.ts'
import { QueueFilter, QueueName } from './queues.ts'

/** Bộ lọc đã lưu: a queue of one's own, a standing queue made narrower. */
export const SavedFilter = Type.Object({
  id: Type.String(),
  name: Type.String(),
  queue: QueueName,
  filter: QueueFilter,
})
export type SavedFilter = Static<typeof SavedFilter>

const Kept = Type.Object({ queue: QueueName, filter: QueueFilter })

/** The officer's own filters in the order in which they were saved. One that this code no longer reads is left out. */
export async function listSavedFilters(db: Connection, officerId: string): Promise<SavedFilter[]> {
  const rows = await db
    .selectFrom('dossiers.savedFilter')
    .select(['id', 'name', 'filter'])
    .where('officerId', '=', officerId)
    .orderBy('position')
    .orderBy('name')
    .execute()
  return rows.flatMap(({ id, name, filter }) =>
    Value.Check(Kept, filter) ? [{ id, name, queue: filter.queue, filter: filter.filter }] : [],
  )
}
