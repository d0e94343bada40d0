-- The desk: queues whose cost follows the page, counts over open dossiers only, search by code, name, phone and number.

-- Which part of a queue: 0 somebody here must act, 1 a result waits to be fetched, 2 the clock stands for the citizen.
alter table dossiers.dossier add column lane smallint not null generated always as (
  case when state = 'awaiting-payment' or (state = 'awaiting-supplement' and supplied_at is null) then 2
       when state = 'solved' then 1
       else 0 end) stored;

drop index dossiers.dossier_desk;
drop index dossiers.dossier_assignee;
create index dossier_desk on dossiers.dossier (desk_agency_id, lane, due_at, id) include (state, assignee_id) where closed_at is null;
create index dossier_assignee on dossiers.dossier (assignee_id, lane, due_at, id) include (desk_agency_id) where closed_at is null;
-- Those who read the whole province have no agency to begin with.
create index dossier_open on dossiers.dossier (lane, due_at, id) include (state, assignee_id) where closed_at is null;
create index dossier_done on dossiers.dossier (desk_agency_id, closed_at desc, id desc) where closed_at is not null;

-- Names without marks, each once: a word is looked up here, among a fifth of the rows, then the dossiers of the name.
create table dossiers.applicant_name (
  name_key text collate "C" primary key,
  words tsvector not null generated always as (to_tsvector('simple'::regconfig, name_key)) stored
);
create index applicant_name_words on dossiers.applicant_name using gin (words) with (fastupdate = off);
create index dossier_name on dossiers.dossier (applicant_name_key collate "C", submitted_at desc)
  include (id, agency_id, reception_agency_id);

-- A word that half of the province bears is found by walking the newest dossiers of an agency without touching them.
drop index dossiers.dossier_agency;
create index dossier_agency on dossiers.dossier (agency_id, submitted_at desc, id desc) include (applicant_name_key);
create index dossier_reception on dossiers.dossier (reception_agency_id, submitted_at desc, id desc) include (applicant_name_key);

create function dossiers.keep_new_names() returns trigger language plpgsql as $$
begin
  insert into dossiers.applicant_name (name_key)
    select distinct applicant_name_key from new_rows order by 1 on conflict do nothing;
  return null;
end $$;
create trigger dossier_names after insert on dossiers.dossier
  referencing new table as new_rows for each statement execute function dossiers.keep_new_names();

create function dossiers.keep_name() returns trigger language plpgsql as $$
begin
  insert into dossiers.applicant_name (name_key) values (new.applicant_name_key) on conflict do nothing;
  return null;
end $$;
create trigger dossier_name_changed after update of applicant_name_key on dossiers.dossier
  for each row when (old.applicant_name_key is distinct from new.applicant_name_key) execute function dossiers.keep_name();
insert into dossiers.applicant_name (name_key) select distinct applicant_name_key from dossiers.dossier;
