-- Kho dữ liệu điện tử của tổ chức, cá nhân: papers and results of a person that are asked for once (NĐ 45/2020/NĐ-CP, TT 01/2023/TT-VPCP).
create schema data_store;

-- What papers of procedures are the same paper, and which result is that paper; a paper without a row is a kind of its own.
create table data_store.paper_kind (
  id text primary key,
  name text not null,
  papers text[] not null,
  results text[] not null,
  -- How long it counts from the day it was issued; without end when null.
  months int,
  -- Made for one dossier, as an authorisation: never offered for another.
  once boolean not null,
  act text,
  certainty text not null
);

-- Who must digitise what, from day to day: papers that are exempt by the act.
create table data_store.digitising_rule (
  valid_from date primary key,
  valid_to date,
  exempt text[] not null,
  act text not null,
  certainty text not null
);

-- One a person. Events name it, not the identity number: the log cannot be corrected.
create table data_store.store (
  id uuid primary key,
  identity_number text not null constraint store_of_person unique,
  owner_name text not null,
  created_at timestamptz not null
);

create table data_store.item (
  id uuid primary key,
  store_id uuid not null references data_store.store (id),
  kind text not null,
  paper_name text not null,
  -- <paper> - <owner> - <day>, as TT 01/2023 names files.
  name text not null,
  file_hash text not null references platform.file (hash),
  type text not null,
  size int not null,
  -- The scan as it came, kept beside what was made of it.
  original_hash text references platform.file (hash),
  source text not null check (source in ('scan', 'result', 'upload')),
  -- The attachment or result it came from.
  source_id uuid,
  agency_id text,
  dossier_id uuid,
  dossier_code text,
  number text,
  issued_on date,
  valid_to date,
  state text not null check (state in ('valid', 'expired', 'replaced', 'revoked', 'removed')),
  replaced_by uuid references data_store.item (id),
  certified_by text,
  certified_by_name text,
  certified_at timestamptz,
  simulated boolean not null default false,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index item_of_store on data_store.item (store_id, created_at desc);
create unique index item_of_source on data_store.item (source_id) where source_id is not null and state = 'valid';
