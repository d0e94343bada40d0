-- Open dossiers follow their agency into its successor. What was counted at the old agency stays counted there: a dossier
-- that moves remembers where it was received and where it was solved, when that was before.
alter table dossiers.dossier
  add column received_agency_id text,
  add column received_area_code text,
  add column finished_agency_id text,
  add column finished_area_code text,
  -- The reorganisation that moved it last, so that none moves it twice.
  add column moved_by text;

-- How far the moving has come; a new process goes on after the last batch that was committed.
create table dossiers.reorganisation_run (
  reorganisation_id text primary key,
  started_at timestamptz not null,
  open_dossiers int not null,
  moved int not null default 0,
  pass int not null default 1,
  after_due_at timestamptz not null default '-infinity',
  after_id uuid not null default '00000000-0000-0000-0000-000000000000',
  finished_at timestamptz
);

-- Where each kind of open dossier goes, decided once; '' stands for no area.
create table dossiers.planned_move (
  reorganisation_id text not null references dossiers.reorganisation_run,
  agency_id text not null,
  reception_agency_id text not null,
  desk_agency_id text not null,
  area_code text not null,
  field text not null,
  to_agency_id text not null,
  to_reception_agency_id text not null,
  to_desk_agency_id text not null,
  to_area_code text,
  primary key (reorganisation_id, agency_id, reception_agency_id, desk_agency_id, area_code, field)
);

-- Who may keep a dossier that comes to a desk: the officers posted to its office.
create table dossiers.planned_keeper (
  reorganisation_id text not null references dossiers.reorganisation_run,
  desk_agency_id text not null,
  officer_id text not null,
  primary key (reorganisation_id, desk_agency_id, officer_id)
);
