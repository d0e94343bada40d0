-- outside a transaction
-- The nightly collection asks 256 times whether a row still names an old file, and the foreign key once more for each removed one.
-- None of these is written when a dossier is handed on.
drop index concurrently if exists dossiers.attachment_file;
create index concurrently attachment_file on dossiers.attachment (file_hash);
drop index concurrently if exists dossiers.attachment_original;
create index concurrently attachment_original on dossiers.attachment (original_hash) where original_hash is not null;
drop index concurrently if exists dossiers.result_file;
create index concurrently result_file on dossiers.result (file_hash) where file_hash is not null;
drop index concurrently if exists dossiers.slip_file;
create index concurrently slip_file on dossiers.slip (file_hash) where file_hash is not null;
drop index concurrently if exists dossiers.register_issue_file;
create index concurrently register_issue_file on dossiers.register_issue (file_hash);
