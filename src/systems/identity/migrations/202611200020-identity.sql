-- Citizens who have signed in, and the sessions of everybody. No password is kept here: the provider proves who it is.
create schema identity;

create table identity.account (
  id uuid primary key,
  issuer text not null,
  subject text not null,
  full_name text not null,
  identity_number text not null,
  birth_on date,
  sex text check (sex in ('male', 'female')),
  ethnicity text,
  address text,
  area_code text,
  phone text,
  email text,
  identity_level int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint account_subject unique (issuer, subject)
);
create index account_identity_number on identity.account (identity_number);

-- The cookie holds the token; the table only its SHA-256, so that a copy of the database opens no session.
create table identity.session (
  id uuid primary key,
  token_hash text not null constraint session_token unique,
  account_id uuid references identity.account,
  officer_id uuid references administration.officer,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ip text,
  user_agent text,
  id_token text,
  constraint session_person check (num_nonnulls(account_id, officer_id) = 1)
);
create index session_expiry on identity.session (expires_at);
