-- Keys are looked for by their owner's name, with or without marks.
alter table signing.key add column search_key text not null default '';
create index key_search on signing.key using gin (search_key gin_trgm_ops);
