-- Who works for many agencies reads one order of all open dossiers and passes over those of others, by the index alone.
drop index dossiers.dossier_open;
create index dossier_open on dossiers.dossier (lane, due_at, id) include (desk_agency_id, state, assignee_id) where closed_at is null;
