-- A month whose events already lie in the default partition stays there: PostgreSQL would refuse a partition beside them.
create or replace function platform.ensure_event_months(from_on date, to_on date) returns int
  language plpgsql security definer set search_path = platform, pg_temp as $$
declare
  month date := date_trunc('month', from_on);
  starts timestamptz;
  ends timestamptz;
  partition_name text;
  made int := 0;
begin
  perform pg_advisory_xact_lock(hashtext('platform.ensure_event_months'));
  while month <= to_on loop
    partition_name := 'event_' || to_char(month, 'YYYYMM');
    starts := (month::text || ' 00:00+07')::timestamptz;
    ends := ((month + interval '1 month')::date::text || ' 00:00+07')::timestamptz;
    if to_regclass('platform.' || partition_name) is null
       and not exists (select from platform.event_other where at >= starts and at < ends) then
      execute format('create table platform.%I partition of platform.event for values from (%L) to (%L)', partition_name,
        starts, ends);
      made := made + 1;
    end if;
    month := month + interval '1 month';
  end loop;
  return made;
end $$;
