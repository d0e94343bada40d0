-- The number that a register got before it is set: setting takes seconds, in which no transaction may stand open that the readers
-- of the log wait for.
create table dossiers.register_number (
  agency_id text not null,
  month_on date not null,
  suffix text not null,
  year int not null,
  sequence int not null,
  numbered_at timestamptz not null,
  primary key (agency_id, month_on)
);
