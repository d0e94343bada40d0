import { type RawBuilder, sql } from 'kysely'
import type { AgencyScope } from './queues.ts'

/** More agencies than this are not merged: one order of all dossiers is read until the page is full. */
export const FEW_AGENCIES = 8

/** Rows that may be fetched for one page: some ten milliseconds. */
export const STEPS_OF_FEW = 2_000
const STEPS_OF_ALL = 10_000

type Walk = {
  /** For `from`: the dossiers as `d` beside their order, `walked.closed_at` and `walked.id`, the last one first. */
  readonly dossiers: RawBuilder<unknown>
  /** `id` and `closed_at` of the last one, when there may be more behind it. */
  readonly end: RawBuilder<unknown>
}

/**
 * The dossiers that ended last, for a filter to look among: so many of them, so that a filter that fits little costs no more
 * than one that fits all. Few agencies are walked by their own index.
 */
export function doneWalk(scope: AgencyScope, after: RawBuilder<unknown>): Walk {
  const newest = (where: RawBuilder<unknown>, steps: number) => sql`
    select d.id, d.closed_at from dossiers.dossier d where d.closed_at is not null and ${where} ${after}
      order by d.closed_at desc, d.id desc limit ${steps}`
  if (scope === 'all' || scope.length > FEW_AGENCIES) {
    return walkOf(newest(sql`true`, STEPS_OF_ALL), STEPS_OF_ALL)
  }
  const merged = sql`select newest.* from unnest(${scope}::text[]) as scope (agency_id)
    cross join lateral (${newest(sql`d.desk_agency_id = scope.agency_id`, STEPS_OF_FEW)}) newest
    order by closed_at desc, id desc limit ${STEPS_OF_FEW}`
  return walkOf(merged, STEPS_OF_FEW)
}

function walkOf(ids: RawBuilder<unknown>, steps: number): Walk {
  return {
    dossiers: sql`(${ids}) walked join dossiers.dossier d on d.id = walked.id`,
    end: sql`select id, closed_at from (${ids}) ids order by closed_at desc, id desc offset ${steps - 1}`,
  }
}
