-- The agency that holds a dossier sees which of them wait for the opinion of another (Lấy ý kiến). Few do at any moment, so
-- a mark on the row and an index over the marked ones find them without reading what was ever asked.
alter table dossiers.dossier add column opinion_awaited boolean not null default false;
update dossiers.dossier d set opinion_awaited = true
  where d.closed_at is null
    and exists (select from dossiers.consultation c where c.dossier_id = d.id and c.replied_at is null);
create index dossier_opinion_awaited on dossiers.dossier (desk_agency_id, lane, due_at, id) include (assignee_id)
  where opinion_awaited and closed_at is null;
