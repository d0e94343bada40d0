-- A result whose signature can be proved no more is not offered until it is signed again.
alter table data_store.item drop constraint item_state_check;
alter table data_store.item add constraint item_state_check
  check (state in ('valid', 'suspended', 'expired', 'replaced', 'revoked', 'removed'));
drop index data_store.item_of_source;
create unique index item_of_source on data_store.item (source_id)
  where source_id is not null and state in ('valid', 'suspended');
