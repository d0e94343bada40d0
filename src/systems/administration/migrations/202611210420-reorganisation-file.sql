-- The reorganisations that can be tried and carried out: those of the province folder and those that were handed in.
create table administration.reorganisation_file (
  id text primary key,
  name text not null,
  on_date date not null,
  content jsonb not null,
  hash text not null,
  added_at timestamptz not null,
  added_by_name text not null
);
