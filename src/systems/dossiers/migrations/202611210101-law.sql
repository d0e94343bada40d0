-- Every path of a dossier and the terms that the law sets on each.

-- The version of the regime (procedures.regime) under which the dossier was filed; it keeps it for good.
alter table dossiers.dossier
  add column regime_id text not null default 'nd-61-2018.1',
  -- How often an apology moved the promise; the law allows once.
  add column apologies int not null default 0,
  -- By when the receivers of an online dossier must know of it, and when they were told.
  add column tell_by timestamptz,
  add column told_at timestamptz;
update dossiers.dossier set regime_id = 'nd-118-2025.1' where submitted_at >= timestamptz '2025-07-01 00:00+07';
alter table dossiers.dossier alter column regime_id drop default;

-- The same for each arrival at a desk. Null where nobody has to be told: the one-stop took it in itself, or it is made up.
alter table dossiers.stage
  add column tell_by timestamptz,
  add column told_at timestamptz;

-- The last moment at which the law let the agency ask.
alter table dossiers.supplement_request add column ask_by timestamptz;

alter table dossiers.consultation add column overdue_at timestamptz;

-- Phiếu xin lỗi và hẹn lại (form 04): drafted by the system, sent by the head, or dropped because it was not needed.
create table dossiers.apology (
  id uuid primary key,
  dossier_id uuid not null references dossiers.dossier (id),
  agency_id text not null,
  state text not null check (state in ('draft', 'sent', 'dropped')),
  reason text not null,
  -- What was promised, and the one new date.
  promised_at timestamptz not null,
  new_promised_at timestamptz not null,
  -- The last moment at which it reaches the citizen in time.
  send_by timestamptz not null,
  drafted_at timestamptz not null,
  sent_at timestamptz,
  sent_by text,
  sent_by_name text,
  dropped_at timestamptz,
  drop_reason text
);
create unique index apology_once on dossiers.apology (dossier_id) where state in ('draft', 'sent');
create index apology_draft on dossiers.apology (agency_id, send_by, id) where state = 'draft';

-- The board of legal deadlines reads each rule from an index of its own, over the few rows that it can concern.
create index dossier_unanswered on dossiers.dossier (desk_agency_id, due_at, id)
  where closed_at is null and (state = 'registered' or (state = 'awaiting-supplement' and received_at is null and supplied_at is not null));
create index dossier_at_counter on dossiers.dossier (desk_agency_id, submitted_at, id)
  where closed_at is null and channel <> 'online' and step_index = 0 and state in ('registered', 'received');
create index dossier_asked_again on dossiers.dossier (agency_id, promised_at, id) where closed_at is null and supplement_requests > 1;
create index dossier_agency_running on dossiers.dossier (agency_id, promised_at, id) where state in ('received', 'processing');
create index supplement_open on dossiers.supplement_request (answer_due_at, dossier_id) where answered_at is null;
create index supplement_late on dossiers.supplement_request (requested_at, dossier_id) where answered_at is null and requested_at > ask_by;
create index dossier_untold on dossiers.dossier (reception_agency_id, tell_by, id) where tell_by is not null and (told_at is null or told_at > tell_by);
create index stage_untold on dossiers.stage (agency_id, tell_by, dossier_id) where tell_by is not null and (told_at is null or told_at > tell_by);
create index consultation_due on dossiers.consultation (reply_due_at, dossier_id) where replied_at is null;
