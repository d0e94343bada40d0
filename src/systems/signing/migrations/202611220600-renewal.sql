-- Every saving of a signed paper stays known by its hash: who holds an older one asks for it for years.
create table signing.saving (
  document_id uuid not null references signing.document,
  number int not null,
  kind text not null check (kind in ('signed', 'completed', 'renewed')),
  file_hash text not null,
  level text not null check (level in ('B-B', 'B-T', 'B-LT', 'B-LTA')),
  -- Until when the file proves by itself when it was signed; null while no time stamp does.
  proof_until timestamptz,
  saved_at timestamptz not null,
  primary key (document_id, number)
);
create index saving_file on signing.saving (file_hash);

insert into signing.saving (document_id, number, kind, file_hash, level, saved_at)
select d.id, 1, 'signed', s.file_hash,
       (array['B-B', 'B-T', 'B-LT', 'B-LTA'])[(select min(array_position(array['B-B', 'B-T', 'B-LT', 'B-LTA'], each.level))
                                                 from signing.signature each where each.document_id = d.id)],
       d.signed_at
  from signing.document d
  join lateral (select file_hash from signing.signature where document_id = d.id order by position desc limit 1) s on true
 where d.signed_at is not null;
insert into signing.saving (document_id, number, kind, file_hash, level, saved_at)
select id, 2, 'completed', file_hash, level, completed_at
  from signing.document where level = 'B-LTA' and signed_at is not null;

-- That of its last saving; null for what was signed before this was kept: the nightly look works it out.
alter table signing.document add column proof_until timestamptz;
create index document_renewal on signing.document (proof_until) where state = 'complete';

-- The dated rules of a province, as its file says them.
create table signing.rules (
  only_row boolean primary key default true check (only_row),
  content jsonb not null,
  loaded_at timestamptz not null
);
