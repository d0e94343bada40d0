-- Keys of agencies and officers, documents that are to be signed, and what was signed with which key.
create schema signing;

create table signing.key (
  id uuid primary key,
  owner_kind text not null check (owner_kind in ('agency', 'officer')),
  owner_id text not null,
  owner_name text not null,
  holder text not null check (holder in ('pkcs12', 'pkcs11', 'csc')),
  -- Where the key lives, without any secret: module and label, or address and credential.
  reference jsonb not null,
  -- What opens it, sealed with the key of the installation (platform/secrets.ts); never in clear.
  sealed bytea not null,
  -- DER, the owner's certificate first.
  chain bytea[] not null,
  subject_name text not null,
  issuer_name text not null,
  serial text not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  registered_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_reason text
);
create unique index key_of_owner on signing.key (owner_kind, owner_id) where withdrawn_at is null;

create table signing.document (
  id uuid primary key,
  kind text not null,
  subject_id text not null,
  agency_id text not null,
  name text not null,
  source_hash text not null,
  wanted jsonb not null,
  state text not null check (state in ('pending', 'waiting-key', 'signed', 'timestamped', 'complete', 'failed')),
  -- The file as it stands: the source until the first signature.
  file_hash text not null,
  level text check (level in ('B-B', 'B-T', 'B-LT', 'B-LTA')),
  -- Counts the saves: of two workers over one document the second sees that it came late.
  revision int not null default 0,
  attempts int not null default 0,
  last_error text,
  waiting_for text,
  simulated boolean not null default false,
  requested_at timestamptz not null,
  signed_at timestamptz,
  completed_at timestamptz
);
create index document_subject on signing.document (subject_id, requested_at);
create index document_open on signing.document (state, requested_at) where state <> 'complete';
create index document_file on signing.document (file_hash);

create table signing.signature (
  document_id uuid not null references signing.document,
  position int not null,
  key_id uuid not null references signing.key,
  signer_name text not null,
  level text not null,
  signed_at timestamptz not null,
  time_stamped_at timestamptz,
  file_hash text not null,
  primary key (document_id, position)
);

-- The certificates at which a chain may end. Withdrawn ones stay: what was checked against them was true then.
create table signing.trusted_root (
  fingerprint text primary key,
  certificate bytea not null,
  subject_name text not null,
  valid_to timestamptz not null,
  sandbox boolean not null,
  trusted_at timestamptz not null,
  withdrawn_at timestamptz
);
