-- From 1/7/2025 any one-stop of the province takes a dossier in (NĐ 118/2025): the citizen may choose one.
alter table dossiers.draft add column reception_agency_id text;

-- Taken in by another one-stop than that of the solving agency. The desk that took it in keeps it in sight until it closes.
alter table dossiers.dossier add column filed_elsewhere boolean not null default false;
create index dossier_elsewhere on dossiers.dossier (reception_agency_id, lane, due_at, id) where filed_elsewhere and closed_at is null;
