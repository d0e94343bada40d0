-- Kết quả qua đời của nó: a result is corrected, re-issued or revoked; what was given out before stays and says so.
alter table dossiers.result
  add column state text not null default 'valid' check (state in ('valid', 'replaced', 'revoked')),
  -- 1 for the first; each correction or copy is the next version of the same line.
  add column version int not null default 1,
  add column line_id uuid references dossiers.result (id),
  add column copy_number int not null default 0,
  add column replaced_by uuid references dossiers.result (id),
  add column agency_id text,
  add column signer_id text,
  -- Where the file comes from: uploaded, set from a form of the province, from one if there is one, none (on paper only).
  add column source text not null default 'paper' check (source in ('upload', 'form', 'auto', 'paper')),
  -- What a result set from a form says: [{ field, label, value }]; a correction changes it in the next version.
  add column content jsonb,
  -- Name of the public check page; what came in bulk from the past has none.
  add column public_token text unique,
  add column signing_id uuid,
  add column changed_at timestamptz,
  add column change_reason text,
  add column change_ground text,
  add column changed_by_name text;
update dossiers.result set source = 'upload' where file_hash is not null;

-- Mỗi lần trao: to whom, by what right, how. A version can be handed over more than once (post, then online).
create table dossiers.handover (
  id uuid primary key,
  result_id uuid not null references dossiers.result (id),
  at timestamptz not null,
  method text not null check (method in ('counter', 'post', 'online')),
  to_name text not null,
  identity_number text,
  -- On behalf of the applicant: who he is to him, and the paper that allows it.
  relation text,
  authority text,
  tracking_number text,
  officer_id text,
  officer_name text
);
create index handover_of_result on dossiers.handover (result_id, at);

-- Đề nghị đính chính: by the citizen or an officer, decided by a leader.
create table dossiers.correction (
  id uuid primary key,
  dossier_id uuid not null references dossiers.dossier (id),
  result_id uuid not null references dossiers.result (id),
  reason text not null,
  asked_by_kind text not null,
  asked_by text not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  state text not null check (state in ('open', 'granted', 'refused')),
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  answer text,
  new_result_id uuid references dossiers.result (id)
);
create unique index correction_open on dossiers.correction (result_id) where state = 'open';
create index correction_of_dossier on dossiers.correction (dossier_id, asked_at);
