-- Phiếu đã lập: a slip is a record with its own number and its own bytes, not only a way to print a dossier.

-- One row an agency, kind of slip and year; raising it in the transaction that writes the slip leaves no gap.
create table dossiers.slip_number (
  agency_id text not null,
  suffix text not null,
  year int not null,
  last int not null,
  primary key (agency_id, suffix, year)
);

create table dossiers.slip (
  id uuid primary key,
  dossier_id uuid not null references dossiers.dossier (id),
  form text not null,
  agency_id text not null,
  suffix text not null,
  year int not null,
  sequence int not null,
  -- The event that the slip tells of; the log is the proof of what stands on it.
  event_id bigint not null,
  happened_at timestamptz not null,
  template text not null,
  legal_act text not null,
  numbered_at timestamptz not null,
  -- What was handed to be signed; kept under its hash for as long as the dossier.
  file_hash text references platform.file (hash),
  signing_id uuid,
  issued_at timestamptz,
  unique (dossier_id, form, event_id),
  unique (agency_id, suffix, year, sequence)
);
