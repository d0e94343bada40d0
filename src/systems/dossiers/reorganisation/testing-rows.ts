import type pg from 'pg'

/** An entry at a counter for a procedure of the commune that needs no paper; its `areaCode` says at which. */
export const sampleEntry = {
  procedureCode: '2.000751',
  applicant: { name: 'Lâm Thị Sen' },
  data: {
    applicantName: 'Lâm Thị Sen',
    applicantIdentityNumber: '095000000009',
    applicantAddress: 'Ấp Cây Dừa, xã Châu Hưng A, huyện Vĩnh Lợi',
    applicantPhone: '0900000009',
    onBehalfOf: 'self',
    subject: 'Đề nghị giải quyết',
    content: 'Đề nghị giải quyết theo quy định.',
    resultBy: 'counter',
    declaration: true,
  },
  channel: 'direct',
  resultMethod: 'counter',
} as const

/**
 * Fills a loaded province with a year of dossiers by SQL alone, over all agencies that solve, the newest share of them open
 * with their stay. For the bench and for the test that kills the process; nothing of it looks like history.
 */
export async function fillProvince(
  pool: pg.Pool,
  { count, share }: { count: number; share: number },
): Promise<void> {
  await pool.query(
    `with place as (select array_agg(id order by id) as agencies, array_agg(area_code order by id) as areas,
        array_agg(coalesce((select desk.id from administration.agency desk where desk.kind = 'one-stop'
          and desk.area_code = a.area_code limit 1), id) order by id) as desks
       from administration.agency a where kind in ('commune-committee', 'commune-police', 'district-committee', 'province-office')),
     commune as (select array_agg(code order by code) as codes from administration.area where level = 3),
     row as (select n, 1 + n % 155 as place, 1 + n % 64 as commune, n > $1 * (1 - $2::float8) as open,
         (array['Hộ tịch', 'Chứng thực', 'Bảo trợ xã hội', 'Đất đai', 'Cư trú'])[1 + n % 5] as field,
         timestamptz '2025-06-30 17:00+07' - (($1 - n)::float8 / $1) * interval '364 days' as at from generate_series(1, $1::int) n)
     insert into dossiers.dossier (id, code, code_tail, state, procedure_code, procedure_name, field, procedure_version_id,
       form_version_id, process_version_id, regime_id, agency_id, reception_agency_id, desk_agency_id, area_code, channel, origin,
       simulated, applicant_name, applicant_name_key, submitted_at, received_at, promised_at, first_promised_at, due_at,
       step_name, step_role, step_started_at, outcome, finished_at, closed_at, public_token)
     select uuidv7(at - now()), 'B-' || n, 'B-' || n, case when open then 'processing' else 'returned' end,
       '1.00' || 1000 + n % 200, 'Thủ tục', field, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'nd-61-2018.1',
       agencies[place], desks[place], agencies[place],
       case when areas[place] in (select unnest(codes) from commune) then areas[place] else codes[commune] end,
       case when n % 3 > 0 then 'online' else 'direct' end, 'simulation', true, 'Nguyễn Văn ' || n % 20000, 'nguyen van ' || n % 20000,
       at, at, at + interval '12 days', at + interval '12 days', at + interval '12 days', 'Thẩm tra', 'specialist', at,
       case when open then null else 'on-time' end, case when open then null else at + interval '3 days' end,
       case when open then null else at + interval '4 days' end, 'B-' || n
     from row, place, commune`,
    [count, share],
  )
  await pool.query(
    `insert into dossiers.stage (dossier_id, step_index, step_id, step_name, role, agency_id, started_at)
     select id, 1, 'tham-tra', step_name, step_role, agency_id, received_at from dossiers.dossier where closed_at is null`,
  )
  await pool.query('vacuum analyze')
}
