-- Open dossiers are moved in lanes that part them by id, so that several movers work side by side, each from where its lane
-- was committed last.
create table dossiers.reorganisation_lane (
  reorganisation_id text not null references dossiers.reorganisation_run,
  lane smallint not null,
  -- The ids of the lane, both ends in it.
  from_id uuid not null,
  to_id uuid not null,
  moved int not null default 0,
  after_due_at timestamptz not null default '-infinity',
  after_id uuid not null default '00000000-0000-0000-0000-000000000000',
  -- Nothing more is to be had in this pass.
  done boolean not null default false,
  primary key (reorganisation_id, lane)
);

-- A run that was under way begins its pass anew: what was moved is passed over.
insert into dossiers.reorganisation_lane (reorganisation_id, lane, from_id, to_id, moved, done)
  select reorganisation_id, 0, '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', moved,
    finished_at is not null
    from dossiers.reorganisation_run;
alter table dossiers.reorganisation_run drop column moved, drop column after_due_at, drop column after_id;
