-- Số hóa thành phần hồ sơ: what became of a scan, who compared it with the paper, what was taken from the data store.
alter table dossiers.attachment
  -- Null: not to be digitised (filed as a file, taken from the store). 'text': a PDF that a program wrote.
  add column digitising text check (digitising in ('waiting', 'running', 'done', 'text', 'failed')),
  add column digitising_at timestamptz,
  add column digitising_failure text,
  -- The scan as it came, kept beside the PDF/A that was made of it.
  add column original_hash text references platform.file (hash),
  -- A report a page: dots, turn, words, confidence, faults.
  add column pages jsonb,
  -- The officer who compared it with the paper; from then on it is certified and lies in the store.
  add column confirmed_by text,
  add column confirmed_by_name text,
  add column confirmed_at timestamptz,
  -- The item of the data store that this was taken from, and where that came from; the item that this became.
  add column reused_from uuid,
  add column reused_source text,
  add column store_item_id uuid;
create index attachment_digitising on dossiers.attachment (digitising, added_at) where digitising in ('waiting', 'running');

-- What QĐ 766 group 4 asks of a finished dossier; one row a dossier, counted by day and agency (dossiers/papers/digital-marks.ts).
create table dossiers.digital_mark (
  dossier_id uuid primary key,
  agency_id text not null,
  on_date date not null,
  has_result boolean not null,
  result_file boolean not null,
  papers_and_result boolean not null,
  digitised boolean not null,
  reused boolean not null,
  national boolean not null,
  identified boolean not null
);
create index digital_mark_of_day on dossiers.digital_mark (agency_id, on_date);

create table dossiers.digital_count (
  agency_id text not null,
  on_date date not null,
  finished int not null,
  has_result int not null,
  result_file int not null,
  papers_and_result int not null,
  digitised int not null,
  reused int not null,
  national int not null,
  identified int not null,
  primary key (agency_id, on_date)
);
