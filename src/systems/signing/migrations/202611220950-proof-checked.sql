-- When the proof of a paper was last looked at: what nobody can prove comes up once a night and not each hour, and those
-- that were not looked at yet come before it.
alter table signing.document add column proof_checked_at timestamptz;
create index document_unproved on signing.document (proof_checked_at nulls first)
  where state = 'complete' and proof_until is null;
