-- outside a transaction
-- The nightly collection asks 256 times whether a row still names an old file, and the foreign key once more for each removed one.
drop index concurrently if exists data_store.item_file;
create index concurrently item_file on data_store.item (file_hash);
drop index concurrently if exists data_store.item_original;
create index concurrently item_original on data_store.item (original_hash) where original_hash is not null;
