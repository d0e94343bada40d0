-- Dự thảo kết quả: what the leader looked at and approved, before the clerk gives it its number.
alter table dossiers.preview drop constraint preview_form_check;
alter table dossiers.preview add constraint preview_form_check check (form in ('apology', 'result', 'draft'));
alter table dossiers.preview add column approved_at timestamptz;
