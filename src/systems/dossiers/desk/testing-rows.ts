import type pg from 'pg'

/** How many agencies the rows are spread over, as in the province. */
export const agencyCount = 170

/**
 * Fills an empty, migrated database with `count` dossiers by SQL alone: names with the frequencies of the country, three
 * years of days, the newest `open` of them still open. For benches and for tests of plans; nothing of it looks like history.
 */
export async function fillDossiers(pool: pg.Pool, count: number, open = 10_000): Promise<void> {
  await pool.query(
    `insert into administration.agency (id, name, short_name, kind, area_code, valid_from, certainty, search_key)
      select 'A' || n, 'Cơ quan ' || n, 'CQ ' || n, 'commune-committee', '95', '2020-01-01', 'high', 'co quan ' || n
      from generate_series(0, $1) n on conflict do nothing`,
    [agencyCount - 1],
  )
  const client = await pool.connect()
  // The same rows each time: how many a word or an agency has decides how a list is read.
  await client.query('select setseed(0.5)')
  await client.query(
    `with words as (select
        string_to_array('Nguyễn,Nguyễn,Nguyễn,Nguyễn,Nguyễn,Nguyễn,Trần,Trần,Lê,Lê,Phạm,Huỳnh,Võ,Thạch,Sơn,Danh,Kim,Quách,Lâm,Lý,Trịnh,Tăng,Châu,Dương,Đặng,Đỗ,Hồ,Phan,Trương,Bùi', ',') as family,
        string_to_array('Thị,Thị,Thị,Thị,Văn,Văn,Văn,Văn,Hoàng,Minh,Ngọc,Thanh,Hữu,Quốc,Kim,Thị Kim,Thị Ngọc,Thị Thanh,Văn Minh,Hoàng Minh,Sa,Sô,Tú,Mỹ,Bích,Công,Đức,Gia,Hồng,Xuân,Anh,Bảo,Diễm,Duy,Nhật,Phương,Thế,Trọng,Vĩnh,Tuyết', ',') as middle,
        string_to_array('An,Anh,Ánh,Bảo,Bình,Châu,Chi,Cường,Danh,Dung,Dũng,Duy,Đạt,Đức,Giang,Hà,Hải,Hạnh,Hằng,Hậu,Hiền,Hiếu,Hoa,Hòa,Hoàng,Hồng,Hùng,Huy,Huyền,Hương,Kha,Khang,Khánh,Khoa,Kiên,Kiều,Lan,Lâm,Liên,Linh,Loan,Long,Lộc,Lợi,Luân,Ly,Mai,Mẫn,Minh,My,Nam,Nga,Ngân,Nghĩa,Ngọc,Nguyên,Nhân,Nhi,Như,Oanh,Phát,Phong,Phú,Phúc,Phương,Quân,Quang,Quyên,Quỳnh,Rinh,Rây,Sang,Sơn,Tài,Tâm,Tân,Thanh,Thành,Thảo,Thắng,Thiện,Thịnh,Thơ,Thu,Thúy,Thủy,Thư,Tiên,Tiến,Toàn,Trang,Trâm,Trí,Trinh,Trúc,Trung,Tú,Tuấn,Tùng,Tuyết,Út,Uyên,Vân,Việt,Vinh,Vũ,Vy,Xuân,Yến', ',') as given),
    people as (select n, random() as open_dice, random() as agency_dice,
        family[1 + floor(random() * array_length(family, 1))::int] || ' ' || middle[1 + floor(random() * array_length(middle, 1))::int]
          || ' ' || given[1 + floor(power(random(), 1.4) * array_length(given, 1))::int] as name,
        timestamptz '2024-11-20 09:00+07' - (($1 - n)::float8 / $1) * interval '1095 days' as at
      from generate_series(1, $1) n, words),
    placed as (select *, floor(power(agency_dice, 1.5) * $2)::int as agency, n > $1 - $3 as open from people)
    insert into dossiers.dossier (id, code, code_tail, state, procedure_code, procedure_name, field, procedure_version_id,
      form_version_id, process_version_id, regime_id, agency_id, reception_agency_id, desk_agency_id, channel, origin, applicant_name,
      applicant_name_key, applicant_identity_number, applicant_phone, submitted_at, received_at, promised_at, due_at,
      step_name, step_role, assignee_id, closed_at, public_token)
    select gen_random_uuid(), format('000.00.%s.H04-%s-%s', lpad((agency % 100)::text, 2, '0'), to_char(at, 'YYMMDD'), lpad(n::text, 7, '0')),
      to_char(at, 'YYMMDD') || '-' || lpad(n::text, 7, '0'),
      case when not open then 'returned' when open_dice < .1 then 'registered' when open_dice < .2 then 'awaiting-supplement'
        when open_dice < .3 then 'solved' else 'processing' end,
      '1.00' || (1000 + n % 200), 'Thủ tục ' || n % 200, 'Lĩnh vực ' || n % 30, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'nd-61-2018.1',
      'A' || agency, 'A' || agency, 'A' || agency, case when n % 2 = 0 then 'online' else 'direct' end, 'simulation',
      name, translate(lower(normalize(regexp_replace(normalize(name, NFD), '[\u0300-\u036f]', '', 'g'), NFC)), 'đ', 'd'),
      '0950' || lpad((n % 700000)::text, 8, '0'), '09' || lpad((n % 700000)::text, 8, '0'), at, at + interval '1 hour', at + interval '5 days',
      at + interval '5 days', 'Thẩm tra', 'specialist', case when n % 3 = 0 then null else 'officer-' || agency || '-' || n % 5 end,
      case when open then null else at + interval '4 days' end, md5(n::text || random())
    from placed`,
    [count, agencyCount, open],
  )
  client.release()
  await pool.query('vacuum analyze dossiers.dossier')
  await pool.query('vacuum analyze dossiers.applicant_name')
}
