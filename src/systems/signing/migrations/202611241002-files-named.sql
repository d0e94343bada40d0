-- outside a transaction
-- The nightly collection asks 256 times whether a row still names an old file, and the foreign key once more for each removed one.
drop index concurrently if exists signing.document_source;
create index concurrently document_source on signing.document (source_hash);
drop index concurrently if exists signing.signature_file;
create index concurrently signature_file on signing.signature (file_hash);
