-- Người được ủy quyền: who acts for the applicant and by what paper (mẫu 01). Null where the applicant acts himself, nearly always.
alter table dossiers.draft add column authorised jsonb;
alter table dossiers.dossier add column authorised jsonb;
