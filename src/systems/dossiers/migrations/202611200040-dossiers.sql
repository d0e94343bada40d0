-- Hồ sơ: what a citizen asked for, where it is, what was promised. History is the event log, not a table here.
create schema dossiers;

-- Không bản ghi nào mất: a draft lives until it is submitted or 30 days old; then its row becomes a dossier.
create table dossiers.draft (
  id uuid primary key,
  account_id text not null,
  procedure_code text not null,
  procedure_version_id uuid not null,
  form_version_id uuid not null,
  agency_id text,
  area_code text,
  data jsonb not null default '{}',
  result_method text not null default 'online',
  -- Where notices and the result go; the account's own until the citizen gives others.
  contact_phone text,
  contact_email text,
  result_address text,
  revision int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index draft_of_account on dossiers.draft (account_id, updated_at desc);

create table dossiers.dossier (
  id uuid primary key,
  code text not null unique,
  -- The part of the code an officer says aloud, 241118-0009.
  code_tail text not null,
  state text not null check (state in ('registered', 'received', 'refused', 'processing', 'awaiting-supplement',
    'awaiting-payment', 'withdrawn', 'stopped', 'solved', 'returned')),
  procedure_code text not null,
  procedure_name text not null,
  field text not null,
  procedure_version_id uuid not null,
  form_version_id uuid not null,
  process_version_id uuid not null,
  -- Cơ quan giải quyết answers for the promise; cơ quan tiếp nhận took it in; desk_agency_id has it on the table now.
  agency_id text not null,
  reception_agency_id text not null,
  desk_agency_id text not null,
  area_code text,
  channel text not null check (channel in ('direct', 'online', 'post')),
  origin text not null check (origin in ('web', 'counter', 'import', 'simulation')),
  simulated boolean not null default false,
  account_id text,
  applicant_name text not null,
  applicant_name_key text not null,
  applicant_identity_number text,
  applicant_phone text,
  applicant_email text,
  applicant_address text,
  data jsonb not null default '{}',
  result_method text not null default 'counter' check (result_method in ('counter', 'online', 'post')),
  -- Set when the result goes by post.
  result_address text,
  submitted_at timestamptz not null,
  received_at timestamptz,
  -- The clock of the term (platform/calendar Clock) and the two figures every list and index needs of it.
  clock jsonb,
  promised_at timestamptz,
  first_promised_at timestamptz,
  -- What a queue is ordered by: the promise, before it the time by which a first answer is due, else never.
  due_at timestamptz not null,
  overdue_at timestamptz,
  due_soon_at timestamptz,
  supplement_requests int not null default 0,
  supplied_at timestamptz,
  step_index int not null default 0,
  step_name text not null default '',
  step_role text not null default 'receiver',
  step_started_at timestamptz,
  step_due_at timestamptz,
  assignee_id text,
  assignee_name text,
  result_number text,
  outcome text check (outcome in ('early', 'on-time', 'late')),
  finished_at timestamptz,
  returned_at timestamptz,
  -- Set in every end state; open dossiers, the few, have none.
  closed_at timestamptz,
  closing_reason text,
  public_token text not null unique,
  revision int not null default 1
);
create index dossier_desk on dossiers.dossier (desk_agency_id, due_at, id) where closed_at is null;
create index dossier_assignee on dossiers.dossier (assignee_id, due_at, id) where closed_at is null;
create index dossier_agency on dossiers.dossier (agency_id, submitted_at desc, id desc);
create index dossier_account on dossiers.dossier (account_id, submitted_at desc) where account_id is not null;
create index dossier_code_tail on dossiers.dossier (code_tail text_pattern_ops);
create index dossier_phone on dossiers.dossier (applicant_phone) where applicant_phone is not null;
create index dossier_identity on dossiers.dossier (applicant_identity_number) where applicant_identity_number is not null;

-- One row an agency and day; updating it inside the submitting transaction makes the numbers gap-free and single.
create table dossiers.daily_number (
  agency_identifier text not null,
  on_date date not null,
  last int not null,
  primary key (agency_identifier, on_date)
);

-- Giấy tờ of a draft or a dossier; a draft keeps its id when it becomes a dossier, so nothing is copied.
create table dossiers.attachment (
  id uuid primary key,
  dossier_id uuid not null,
  paper_id text not null,
  name text not null,
  file_hash text not null references platform.file (hash),
  type text not null,
  size int not null,
  added_by text not null,
  added_at timestamptz not null,
  removed_at timestamptz
);
create index attachment_of_dossier on dossiers.attachment (dossier_id, added_at);

-- Each stay on one desk: the rows of the control slip (phiếu kiểm soát quá trình giải quyết).
create table dossiers.stage (
  id bigint generated always as identity primary key,
  dossier_id uuid not null references dossiers.dossier (id),
  step_index int not null,
  step_id text not null,
  step_name text not null,
  role text not null,
  agency_id text not null,
  officer_id text,
  officer_name text,
  started_at timestamptz not null,
  due_at timestamptz,
  finished_at timestamptz,
  note text
);
create index stage_of_dossier on dossiers.stage (dossier_id, id);

create table dossiers.supplement_request (
  id uuid primary key,
  dossier_id uuid not null references dossiers.dossier (id),
  items jsonb not null,
  reason text not null,
  requested_by text not null,
  requested_by_name text not null,
  requested_at timestamptz not null,
  answer_due_at timestamptz not null,
  answered_at timestamptz,
  answer text
);
create index supplement_of_dossier on dossiers.supplement_request (dossier_id, requested_at);

-- Lấy ý kiến: another agency is asked and answers by a day; the clock runs on.
create table dossiers.consultation (
  id uuid primary key,
  dossier_id uuid not null references dossiers.dossier (id),
  agency_id text not null,
  question text not null,
  asked_by text not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  reply_due_at timestamptz not null,
  replied_by_name text,
  replied_at timestamptz,
  reply text,
  agrees boolean
);
create index consultation_of_dossier on dossiers.consultation (dossier_id, asked_at);
create index consultation_open on dossiers.consultation (agency_id, reply_due_at) where replied_at is null;

create table dossiers.result (
  id uuid primary key,
  dossier_id uuid not null references dossiers.dossier (id),
  name text not null,
  number text not null,
  issued_on date not null,
  signed_by text not null,
  file_hash text references platform.file (hash),
  issued_at timestamptz not null,
  handed_over_at timestamptz,
  handed_to text,
  handed_method text
);
create index result_of_dossier on dossiers.result (dossier_id);

create table dossiers.note (
  dossier_id uuid not null references dossiers.dossier (id),
  officer_id text not null,
  officer_name text not null,
  body text not null,
  updated_at timestamptz not null,
  primary key (dossier_id, officer_id)
);

create table dossiers.rating (
  dossier_id uuid primary key references dossiers.dossier (id),
  stars int not null check (stars between 1 and 5),
  comment text,
  rated_at timestamptz not null
);

-- Bộ lọc đã lưu: a queue is a saved filter.
create table dossiers.saved_filter (
  id uuid primary key,
  officer_id text not null,
  name text not null,
  filter jsonb not null,
  position int not null,
  unique (officer_id, name)
);
