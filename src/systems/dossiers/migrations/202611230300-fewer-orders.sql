-- Each index of an open dossier is written when it moves to another agency, all of them a million times over. What is promised is
-- what is due while the clock runs, so the orders by promise were the orders by due twice.
create index dossier_agency_open on dossiers.dossier (agency_id, lane, due_at, id) where closed_at is null;
drop index dossiers.dossier_agency_running;
drop index dossiers.dossier_running;
-- The lanes of the province lie one after the other in dossier_open: whoever wants them merged reads three times.
drop index dossiers.dossier_open_by_due;

-- Nobody asks this index for what lies with no officer.
drop index dossiers.dossier_assignee;
create index dossier_assignee on dossiers.dossier (assignee_id, lane, due_at, id) include (desk_agency_id)
  where closed_at is null and assignee_id is not null;

-- The mover goes along dossier_open. A run that is under way begins its pass anew: what was moved is passed over.
alter table dossiers.reorganisation_lane add column after_queue_lane smallint not null default 0;
update dossiers.reorganisation_lane set after_due_at = default, after_id = default
 where reorganisation_id in (select reorganisation_id from dossiers.reorganisation_run where finished_at is null);

-- When a dossier came in is one order for three readers: the evidence of what was received, the register of a desk, and the search
-- that walks the newest. What nobody has received yet stands where it was handed in. Both times are in the indexes beside the
-- order, because PostgreSQL answers from an index alone only what it holds as a column.
create index dossier_came_in on dossiers.dossier ((coalesce(received_at, submitted_at)) desc, id desc)
  include (applicant_name_key, agency_id, reception_agency_id, submitted_at, received_at);
drop index dossiers.dossier_newest;
drop index dossiers.dossier_received;
create index dossier_taken_in on dossiers.dossier (reception_agency_id, (coalesce(received_at, submitted_at)) desc, id desc)
  include (applicant_name_key, agency_id, submitted_at, received_at);
drop index dossiers.dossier_reception;
drop index dossiers.dossier_register;
drop index dossiers.dossier_received_at;
create index dossier_received_at on dossiers.dossier
  ((coalesce(received_agency_id, agency_id)), (coalesce(received_at, submitted_at)) desc, id desc) where received_at is not null;

-- A stay is only ever asked for by its dossier.
alter table dossiers.stage drop constraint stage_pkey;
alter table dossiers.stage add primary key (dossier_id, id);
drop index dossiers.stage_of_dossier;
