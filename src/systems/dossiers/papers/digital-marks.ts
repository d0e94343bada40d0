import { sql } from 'kysely'
import type { Transaction } from '#platform/database/database.ts'
import type { Reader } from '#platform/events/readers.ts'
import { dossiersOf } from './concerned.ts'

/**
 * Nhóm chỉ số 4 của QĐ 766/QĐ-TTg, kept as events come: a mark a finished dossier, a count a day and agency. A figure over any
 * period adds up days, so that its cost does not grow with the dossiers; each count is recounted from its own marks.
 */
export const digitalReader: Reader = {
  name: 'dossiers.digital',
  batch: 50_000,
  names: [
    'dossier.solved',
    'dossier.returned',
    'dossier.paper-confirmed',
    'dossier.paper-reused',
    'result.issued',
    'result.corrected',
    'result.revoked',
    'document.signed',
  ],
  async handle(tx, events) {
    // Of a simulated dossier nothing is added between its result and its return: the second look would cost as much again.
    const news = events.filter((event) => !(event.simulated && event.name === 'dossier.returned'))
    await markDossiers(tx, [...new Set(news.flatMap(dossiersOf))])
  },
  async reset(tx) {
    await sql`delete from dossiers.digital_mark`.execute(tx)
    await sql`delete from dossiers.digital_count`.execute(tx)
  },
}

/**
 * Marks finished dossiers as they stand now and recounts their days. What counts:
 * - 4.1 `result_file`: an electronic result, of those with a result;
 * - 4.2 `papers_and_result`: a file of the papers and of the result;
 * - 4.3 `digitised`: a paper that was digitised and confirmed, or taken from the data store; `reused` is the latter alone;
 * - 4.4 `national`: a paper taken from the national store, none before the exchange with it exists;
 * - 4.5 `identified`: filed with an account of electronic identity.
 */
async function markDossiers(tx: Transaction, ids: readonly string[]): Promise<void> {
  const { rows: cells } = await sql<{ agencyId: string; onDate: string }>`
    with before as (
      select agency_id, on_date from dossiers.digital_mark where dossier_id = any(${ids}::uuid[])
    ), marked as (
      insert into dossiers.digital_mark
        (dossier_id, agency_id, on_date, has_result, result_file, papers_and_result, digitised, reused, national, identified)
      select d.id, d.agency_id, (d.finished_at at time zone 'Asia/Ho_Chi_Minh')::date,
        r.any_result, r.any_file, r.any_file and p.any_paper, p.any_digitised, p.any_reused, false, d.account_id is not null
      from dossiers.dossier d
      cross join lateral (
        select count(*) > 0 as any_result, count(file_hash) filter (where state = 'valid') > 0 as any_file
        from dossiers.result where dossier_id = d.id
      ) r
      cross join lateral (
        select count(*) > 0 as any_paper, count(coalesce(confirmed_at, reused_from_at)) > 0 as any_digitised,
          count(reused_from_at) > 0 as any_reused
        from (
          select confirmed_at, case when reused_from is not null then added_at end as reused_from_at
          from dossiers.attachment
          where dossier_id = d.id and removed_at is null and (digitising is null or digitising in ('done', 'text'))
        ) papers
      ) p
      where d.id = any(${ids}::uuid[]) and d.finished_at is not null and d.state in ('solved', 'returned')
        and d.whole_id is null
      on conflict (dossier_id) do update set agency_id = excluded.agency_id, on_date = excluded.on_date,
        has_result = excluded.has_result, result_file = excluded.result_file,
        papers_and_result = excluded.papers_and_result, digitised = excluded.digitised, reused = excluded.reused,
        national = excluded.national, identified = excluded.identified
      returning agency_id, on_date
    )
    select distinct agency_id as "agencyId", on_date as "onDate" from (select * from before union all select * from marked) cells`.execute(
    tx,
  )
  if (cells.length > 0) await recount(tx, cells)
}

async function recount(
  tx: Transaction,
  cells: readonly { agencyId: string; onDate: string }[],
): Promise<void> {
  const agencies = cells.map((cell) => cell.agencyId)
  const days = cells.map((cell) => cell.onDate)
  await sql`
    insert into dossiers.digital_count
      (agency_id, on_date, finished, has_result, result_file, papers_and_result, digitised, reused, national, identified)
    select m.agency_id, m.on_date, count(*), count(*) filter (where has_result), count(*) filter (where result_file),
      count(*) filter (where papers_and_result), count(*) filter (where digitised), count(*) filter (where reused),
      count(*) filter (where national), count(*) filter (where identified)
    from unnest(${agencies}::text[], ${days}::date[]) as cell (agency_id, on_date)
    join dossiers.digital_mark m on m.agency_id = cell.agency_id and m.on_date = cell.on_date
    group by m.agency_id, m.on_date
    on conflict (agency_id, on_date) do update set finished = excluded.finished, has_result = excluded.has_result,
      result_file = excluded.result_file, papers_and_result = excluded.papers_and_result,
      digitised = excluded.digitised, reused = excluded.reused, national = excluded.national,
      identified = excluded.identified`.execute(tx)
}
