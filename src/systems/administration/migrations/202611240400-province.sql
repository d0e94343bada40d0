-- province.json as it was loaded: the hotline and the working hours are the province's own, and pages, mails, slips and promises
-- of every process say the same.
create table administration.province (
  only_row boolean primary key default true check (only_row),
  content jsonb not null,
  loaded_at timestamptz not null
);
create trigger province_counts after insert or update or delete or truncate on administration.province
  for each statement execute function platform.count_change('administration');
