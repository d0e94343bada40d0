import { sql } from 'kysely'
import type { Transaction } from '#platform/database/database.ts'
import type { Reader } from '#platform/events/readers.ts'
import { type CellDelta, measures, openFold } from './fold.ts'

/**
 * Keeps the tables of the wall: a fold over the events of dossiers. `rebuild` empties and folds them again, to the same
 * rows. It reads large batches, because a rebuild of a million events has to pass through here in under a minute.
 */
export const operationsReader: Reader = {
  name: 'operations',
  batch: 50_000,
  // A third of all events are hand-overs from desk to desk, which no figure sees.
  about: sql`(name <> 'dossier.handed-over' or data ->> 'from' is distinct from data ->> 'state'
    or data ->> 'promisedBefore' is distinct from data ->> 'promisedAt')`,
  begin() {
    const fold = openFold()
    return {
      add: fold.add,
      async write(tx) {
        const cells = fold.cells()
        await addFlows(tx, cells)
        await addStocks(tx, cells)
        await addPromises(tx, cells)
      },
    }
  },
  async reset(tx) {
    await tx.deleteFrom('operations.flow').execute()
    await tx.deleteFrom('operations.stock').execute()
    await tx.deleteFrom('operations.promise').execute()
  },
}

const flowColumns = measures.map((measure) => sql.ref(measure))

async function addFlows(tx: Transaction, cells: readonly CellDelta[]): Promise<void> {
  const rows = cells.flatMap(({ flows, ...cell }) =>
    [...flows].map(([onDate, counts]) => ({ ...cell, onDate, counts })),
  )
  if (rows.length === 0) return
  // As one text: the driver would quote each of a hundred thousand numbers.
  const counts = measures.map((_, at) => sql`${`{${rows.map((row) => row.counts[at] ?? 0)}}`}::int[]`)
  const added = flowColumns.map((column) => sql`${column} = flow.${column} + excluded.${column}`)
  await sql`
    insert into operations.flow (facet, agency_id, key, on_date, ${sql.join(flowColumns)})
    select * from unnest(
      ${rows.map((row) => row.facet)}::text[], ${rows.map((row) => row.agencyId)}::text[],
      ${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.onDate)}::date[], ${sql.join(counts)})
    on conflict (facet, agency_id, on_date, key) do update set ${sql.join(added)}`.execute(tx)
}

/** MERGE and not an upsert, here and below: what came to 0 leaves no row, so that a rebuild gives the same rows. */
async function addStocks(tx: Transaction, cells: readonly CellDelta[]): Promise<void> {
  const rows = cells.flatMap(({ stocks, ...cell }) =>
    [...stocks].map(([state, dossiers]) => ({ ...cell, state, dossiers })).filter(isChange),
  )
  if (rows.length === 0) return
  await sql`
    merge into operations.stock as kept
    using unnest(
      ${rows.map((row) => row.facet)}::text[], ${rows.map((row) => row.agencyId)}::text[],
      ${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.state)}::text[],
      ${rows.map((row) => row.dossiers)}::int[]) as delta (facet, agency_id, key, state, dossiers)
      on kept.facet = delta.facet and kept.agency_id = delta.agency_id and kept.key = delta.key
     and kept.state = delta.state
    when matched and kept.dossiers + delta.dossiers = 0 then delete
    when matched then update set dossiers = kept.dossiers + delta.dossiers
    when not matched then insert (facet, agency_id, key, state, dossiers)
      values (delta.facet, delta.agency_id, delta.key, delta.state, delta.dossiers)`.execute(tx)
}

async function addPromises(tx: Transaction, cells: readonly CellDelta[]): Promise<void> {
  const rows = cells.flatMap(({ promises, ...cell }) =>
    [...promises].map(([dueAt, dossiers]) => ({ ...cell, dueAt, dossiers })).filter(isChange),
  )
  if (rows.length === 0) return
  await sql`
    merge into operations.promise as kept
    using unnest(
      ${rows.map((row) => row.facet)}::text[], ${rows.map((row) => row.agencyId)}::text[],
      ${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.dueAt)}::timestamptz[],
      ${rows.map((row) => row.dossiers)}::int[]) as delta (facet, agency_id, key, due_at, dossiers)
      on kept.facet = delta.facet and kept.agency_id = delta.agency_id and kept.due_at = delta.due_at
     and kept.key = delta.key
    when matched and kept.dossiers + delta.dossiers = 0 then delete
    when matched then update set dossiers = kept.dossiers + delta.dossiers
    when not matched then insert (facet, agency_id, due_at, key, dossiers)
      values (delta.facet, delta.agency_id, delta.due_at, delta.key, delta.dossiers)`.execute(tx)
}

function isChange({ dossiers }: { readonly dossiers: number }): boolean {
  return dossiers !== 0
}
