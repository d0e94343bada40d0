-- What the run set out to do, as it was shown before.
alter table dossiers.reorganisation_run add column report jsonb not null default '{}';
