-- The law of the one-stop mechanism as dated data (law/regimes.json, law/stop-grounds.json of the province). A row never
-- changes: a corrected file is the next version of its regime, and dossiers keep the version they were filed under.
-- The id is '<regime>.<number>'.
create table procedures.regime (
  id text primary key,
  code text not null,
  number int not null,
  valid_from date not null,
  valid_to date,
  content jsonb not null,
  hash text not null,
  loaded_at timestamptz not null,
  unique (code, number)
);

-- Grounds for stopping, as the file has them now; what was chosen is written out in the event.
create table procedures.stop_ground (
  id text not null,
  valid_from date not null,
  valid_to date,
  content jsonb not null,
  primary key (id, valid_from)
);
