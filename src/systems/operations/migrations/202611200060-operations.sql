-- Điều hành: folds over the event log. The wall reads these tables only, so its cost depends on the number of agencies,
-- areas, fields and days, never on the number of dossiers. Written by one reader; emptied and folded again by a rebuild.
create schema operations;

-- A cell says what is counted: facet 'all' has the key ''; 'field', 'area' and 'procedure' have that as key.
-- agency_id '' is the whole province, which therefore is one row and not a sum over all agencies.

-- What happened on each day in the province.
create table operations.flow (
  facet text not null check (facet in ('all', 'field', 'area', 'procedure')),
  agency_id text not null,
  on_date date not null,
  key text not null,
  submitted int not null default 0,
  received int not null default 0,
  received_online int not null default 0,
  received_post int not null default 0,
  received_simulated int not null default 0,
  solved_early int not null default 0,
  solved_on_time int not null default 0,
  solved_late int not null default 0,
  -- Solved, of a procedure without a published limit: neither on time nor late.
  solved_unpromised int not null default 0,
  returned int not null default 0,
  refused int not null default 0,
  withdrawn int not null default 0,
  stopped int not null default 0,
  became_overdue int not null default 0,
  -- Into and out of "đang giải quyết": their sum up to a day is the stock of that day.
  opened int not null default 0,
  closed int not null default 0,
  primary key (facet, agency_id, on_date, key)
) with (fillfactor = 80);

-- How many dossiers are in each state now.
create table operations.stock (
  facet text not null,
  agency_id text not null,
  key text not null,
  state text not null,
  dossiers int not null,
  primary key (facet, agency_id, key, state)
) with (fillfactor = 80);

-- Promises whose clock runs, by the promised instant. A promise becomes late by the passing of time, without an event:
-- the reader of this table compares due_at with the clock. Rows at 0 are removed.
create table operations.promise (
  facet text not null,
  agency_id text not null,
  due_at timestamptz not null,
  key text not null,
  dossiers int not null,
  primary key (facet, agency_id, due_at, key)
);
