-- A step inside an agency changes no column of an index, so its row stays on its page and no index is written, provided that
-- the page has room and no index asks for the number of the step. The board still does; its few rows it reads anyway.
alter table dossiers.dossier set (fillfactor = 80);
drop index dossiers.dossier_at_counter;
create index dossier_at_counter on dossiers.dossier (desk_agency_id, submitted_at, id)
  where closed_at is null and channel <> 'online' and state in ('registered', 'received');
