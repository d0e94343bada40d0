-- The desk in whose book a dossier stands, where a reorganisation has given the dossier to another desk since: the book of the old
-- one stays as it was, and the new one's lists nothing that it never took in.
alter table dossiers.dossier add column taken_in_by text;
update dossiers.dossier as dossier set taken_in_by = first.desk
  from (select distinct on (subject_id) subject_id, data ->> 'fromReceptionAgencyId' as desk
          from platform.event where name = 'dossier.moved' order by subject_id, id) as first
 where first.subject_id = dossier.id::text and dossier.received_at is not null;
create index dossier_taken_in_by on dossiers.dossier (taken_in_by, (coalesce(received_at, submitted_at)), id)
  where taken_in_by is not null;
