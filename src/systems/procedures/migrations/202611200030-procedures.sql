-- Procedures (thủ tục hành chính), their forms and internal processes. Nothing is overwritten: a change is a new
-- version with its own validity, and a dossier keeps the ids of the versions it was filed under.
-- Content is json, not jsonb: an administrator edits it again in the order in which it was written.
create schema procedures;

-- valid_to is the last day of the version; null while no end is known. A version replaced on its first day keeps an
-- empty period (it ended the day before it began), which overlaps with nothing.
-- source_hash is the hash of the province file that made the version; null when an administrator published it here.
create table procedures.procedure_version (
  id uuid primary key default gen_random_uuid(),
  code text not null,
  number int not null,
  valid_from date not null,
  valid_to date,
  content json not null,
  hash text not null,
  source_hash text,
  legal_act text,
  published_at timestamptz not null,
  -- For lists and search, taken from content when the version is written.
  short_name text not null,
  field text not null,
  levels text[] not null,
  online_level text not null,
  popularity int not null,
  -- Whole names and everyday phrases: with marks, and without.
  exact_phrases text[] not null,
  plain_phrases text[] not null,
  unique (code, number),
  check (valid_to >= valid_from - 1),
  exclude using gist (code with =, daterange(valid_from, valid_to + 1) with &&)
);
create index procedure_version_popular on procedures.procedure_version (popularity desc, code, id);

create table procedures.form_version (
  id uuid primary key default gen_random_uuid(),
  code text not null,
  number int not null,
  valid_from date not null,
  valid_to date,
  content json not null,
  hash text not null,
  source_hash text,
  legal_act text,
  published_at timestamptz not null,
  unique (code, number),
  check (valid_to >= valid_from - 1),
  exclude using gist (code with =, daterange(valid_from, valid_to + 1) with &&)
);

create table procedures.process_version (
  id uuid primary key default gen_random_uuid(),
  code text not null,
  number int not null,
  valid_from date not null,
  valid_to date,
  content json not null,
  hash text not null,
  source_hash text,
  legal_act text,
  published_at timestamptz not null,
  unique (code, number),
  check (valid_to >= valid_from - 1),
  exclude using gist (code with =, daterange(valid_from, valid_to + 1) with &&)
);

create table procedures.life_event (
  slug text primary key,
  position int not null,
  title text not null,
  description text not null,
  icon text not null,
  procedures text[] not null
);

-- The inverted index of the search: words and pairs of neighbouring words, without marks. A word of a name weighs more.
create table procedures.search_word (
  term text collate "C" not null,
  version_id uuid not null references procedures.procedure_version on delete cascade,
  weight real not null,
  primary key (term, version_id) include (weight)
);
create index search_word_version on procedures.search_word (version_id);

-- Every term with the number of procedures that use it: rare terms count more, and a mistyped term finds its neighbour.
create table procedures.search_term (
  term text collate "C" primary key,
  uses int not null
);
create index search_term_trigrams on procedures.search_term using gin (term gin_trgm_ops);
