import type pg from 'pg'

/** What a reorganisation on `date` may not change by a single dossier, each as a count or a hash over all rows. */
export async function untouched(pool: pg.Pool, date: string): Promise<unknown> {
  const { rows } = await pool.query(
    `select
      (select count(*)::int from dossiers.dossier) as dossiers,
      (select count(*)::int from dossiers.dossier where closed_at is null) as open,
      (select md5(string_agg(concat_ws(' ', id, code, public_token, state, procedure_version_id, form_version_id, process_version_id,
          regime_id, promised_at, first_promised_at, submitted_at, received_at, finished_at, step_name, applicant_name), ',' order by id))
        from dossiers.dossier) as lives,
      (select md5(string_agg(to_jsonb(d)::text, ',' order by id)) from dossiers.dossier d where closed_at is not null) as closed,
      (select md5(string_agg(to_jsonb(f)::text, ',' order by facet, agency_id, on_date, key)) from operations.flow f
        where on_date < $1) as "figuresOfBefore",
      (select jsonb_object_agg(facet || ' ' || key || ' ' || state, dossiers) from operations.stock
        where agency_id = '' and facet <> 'area' and dossiers <> 0) as stock`,
    [date],
  )
  return rows[0]
}

/** What must be nothing after one: open dossiers by what is wrong with them. */
export async function faults(pool: pg.Pool, { id, date }: { id: string; date: string }): Promise<unknown> {
  const { rows } = await pool.query(
    `with open as (select * from dossiers.dossier where closed_at is null),
      agency as (select * from administration.agency
        where valid_from <= $2::date and (valid_to is null or valid_to >= $2::date)),
      office as (select id, case when kind in ('department', 'one-stop') then coalesce(parent_id, id) else id end as office_id from agency),
      serving as (select post.officer_id::text, office.office_id from administration.post join office on office.id = post.agency_id
        where valid_from <= $2::date and (valid_to is null or valid_to >= $2::date))
     select
      (select count(*)::int from open where moved_by is distinct from $1) as unmoved,
      (select count(*)::int from open where agency_id not in (select id from agency) or desk_agency_id not in (select id from agency)
        or reception_agency_id not in (select id from agency)) as "withoutAgency",
      (select count(*)::int from open where area_code is not null and area_code not in (select code from administration.area
        where valid_from <= $2::date and (valid_to is null or valid_to >= $2::date))) as "withoutArea",
      (select count(*)::int from open join office on office.id = open.desk_agency_id where assignee_id is not null and not exists (
        select from serving where officer_id = assignee_id and serving.office_id = office.office_id)) as "withStrangers",
      (select count(*)::int from open where step_started_at is not null and 1 <> (select count(*) from dossiers.stage
        where dossier_id = open.id and finished_at is null)) as "withoutOneStay",
      (select count(*)::int from open join dossiers.stage on stage.dossier_id = open.id and stage.finished_at is null
        where stage.agency_id not in (select id from agency)) as "stayingElsewhere",
      (select count(*)::int from open where 1 <> (select count(*) from platform.event
        where subject_id = open.id::text and name = 'dossier.moved' and data ->> 'reorganisationId' = $1)) as "notToldOnce",
      (select count(*)::int from operations.stock where agency_id <> '' and agency_id not in (select id from agency)
        and state not in ('refused', 'withdrawn', 'stopped', 'returned') and dossiers <> 0) as "countedAtOldAgencies"`,
    [id, date],
  )
  return rows[0]
}

/** The answer of `faults` when nothing is wrong. */
export const faultless = {
  unmoved: 0,
  withoutAgency: 0,
  withoutArea: 0,
  withStrangers: 0,
  withoutOneStay: 0,
  stayingElsewhere: 0,
  notToldOnce: 0,
  countedAtOldAgencies: 0,
}
