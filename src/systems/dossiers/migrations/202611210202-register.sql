-- Sổ theo dõi hồ sơ đã lập: the register of a one-stop desk for a month that is over, numbered, kept and signed.
create table dossiers.register_issue (
  id uuid primary key,
  agency_id text not null,
  -- First day of the month.
  month_on date not null,
  suffix text not null,
  year int not null,
  sequence int not null,
  rows int not null,
  template text not null,
  file_hash text not null references platform.file (hash),
  signing_id uuid not null,
  issued_at timestamptz not null,
  issued_by text not null,
  issued_by_name text not null,
  unique (agency_id, month_on),
  unique (agency_id, suffix, year, sequence)
);

-- The register of a desk in the order of reception.
create index dossier_register on dossiers.dossier (reception_agency_id, received_at, id) where received_at is not null;
