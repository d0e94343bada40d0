-- Thủ tục liên thông: how a procedure crosses agencies, leg by leg. Versions like those of procedures; `code` is the
-- code of the procedure that the citizen files.
create table procedures.joined_version (
  id uuid primary key default gen_random_uuid(),
  code text not null,
  number int not null,
  valid_from date not null,
  valid_to date,
  content json not null,
  hash text not null,
  source_hash text,
  legal_act text,
  published_at timestamptz not null,
  unique (code, number),
  check (valid_to >= valid_from - 1),
  exclude using gist (code with =, daterange(valid_from, valid_to + 1) with &&)
);
