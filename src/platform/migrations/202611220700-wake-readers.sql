-- NOTIFY holds a lock of the whole server until its transaction is on disk: when every action notifies, actions commit one
-- after the other. Of those under way at once only one wakes the readers; what the others append they find at their poll.
create or replace function platform.wake_readers() returns trigger language plpgsql as $$
begin
  if pg_try_advisory_xact_lock(hashtext('platform.wake_readers')) then notify event; end if;
  return null;
end $$;
