-- The outbox by state: what is queued or failed is little among what was sent.
create index message_unsent on notifications.message (state, created_at desc, id desc) where state <> 'sent';
