-- Areas, agencies, officers and the calendar, all with validity: the province can change shape and old dossiers stay true.
create schema administration;

create table administration.area (
  code text not null,
  valid_from date not null,
  valid_to date,
  name text not null,
  full_name text not null,
  type text not null,
  parent_code text,
  level int not null check (level between 1 and 3),
  legal_act text not null,
  west double precision, south double precision, east double precision, north double precision,
  hex_column int, hex_row int,
  search_key text not null,
  primary key (code, valid_from),
  constraint area_validity check (valid_to is null or valid_to >= valid_from)
);
create index area_parent on administration.area (parent_code);

create table administration.agency (
  id text primary key,
  identifier text,
  name text not null,
  short_name text not null,
  kind text not null,
  parent_id text references administration.agency,
  area_code text not null,
  valid_from date not null,
  valid_to date,
  hours text,
  phone text,
  address text,
  legal_act text,
  certainty text not null,
  note text,
  search_key text not null,
  constraint agency_identifier unique (identifier),
  constraint agency_validity check (valid_to is null or valid_to >= valid_from)
);
create index agency_parent on administration.agency (parent_id);
create index agency_area on administration.agency (area_code);
create index agency_search on administration.agency using gin (search_key gin_trgm_ops);

create table administration.calendar_day (
  on_date date primary key,
  kind text not null check (kind in ('holiday', 'compensation', 'working-day')),
  name text not null,
  legal_act text not null,
  certainty text not null
);

create table administration.officer (
  id uuid primary key,
  employee_code text not null constraint officer_employee_code unique,
  full_name text not null,
  email text,
  phone text,
  subject text constraint officer_subject unique,
  created_at timestamptz not null,
  search_key text not null
);
create index officer_search on administration.officer using gin (search_key gin_trgm_ops);

-- A post: which role an officer has in which agency, and when. An ended post stays, because what was signed under it stays.
create table administration.post (
  id uuid primary key,
  officer_id uuid not null references administration.officer,
  agency_id text not null references administration.agency,
  role text not null,
  title text not null,
  valid_from date not null,
  valid_to date,
  constraint post_validity check (valid_to is null or valid_to >= valid_from),
  constraint post_once exclude using gist
    (officer_id with =, agency_id with =, role with =, daterange(valid_from, valid_to, '[]') with &&)
);
create index post_agency on administration.post (agency_id, role);

-- What the province files said last, row by row. A row is loaded again only when its file changed, so that what an
-- administrator has corrected in the application since then stays.
create table administration.loaded_row (
  file text not null,
  key text not null,
  hash text not null,
  primary key (file, key)
);

-- Counts the changes of calendar and agencies, so that a process knows in one cheap read whether what it remembers holds.
create table administration.change (only_row boolean primary key default true check (only_row), number bigint not null);
insert into administration.change values (true, 1);
create function administration.count_change() returns trigger language plpgsql as $$
begin
  update administration.change set number = number + 1;
  return null;
end $$;
create trigger calendar_counts after insert or update or delete on administration.calendar_day
  for each statement execute function administration.count_change();
create trigger agency_counts after insert or update or delete on administration.agency
  for each statement execute function administration.count_change();
