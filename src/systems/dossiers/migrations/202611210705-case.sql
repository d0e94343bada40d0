-- The published case that the citizen chose where a procedure has no usual one; the officer who receives may correct it.
alter table dossiers.draft add column case_name text;
alter table dossiers.dossier add column case_name text;
