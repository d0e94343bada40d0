-- "đăng kí" and "đăng ký" are both written: a last y after a consonant is kept as i, as the search now asks.
create function pg_temp.one_spelling(words text) returns text language sql immutable as $$
  select regexp_replace(words, '(^| )([bcdghklmnpqrstvx]+|qu)y(?= |$)', '\1\2i', 'g') $$;
with respelled as (
  delete from procedures.search_word where term <> pg_temp.one_spelling(term)
  returning version_id, pg_temp.one_spelling(term) as term, weight)
insert into procedures.search_word (version_id, term, weight)
  select version_id, term, max(weight) from respelled group by version_id, term
  on conflict (version_id, term) do update set weight = greatest(search_word.weight, excluded.weight);
update procedures.procedure_version
   set plain_phrases = array(select distinct pg_temp.one_spelling(phrase) from unnest(plain_phrases) phrase)
 where plain_phrases::text ~ 'y';

-- The empty term stands for all: how many procedures there are, so that a word is worth what it tells among so many.
delete from procedures.search_term;
insert into procedures.search_term (term, uses)
  select w.term, count(distinct v.code) from procedures.search_word w
    join procedures.procedure_version v on v.id = w.version_id group by w.term
  union all select '', count(distinct code) from procedures.procedure_version;
