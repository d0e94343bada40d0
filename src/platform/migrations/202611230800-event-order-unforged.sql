-- The order of the log is written by the database alone: the application is granted the other columns only, so the epoch
-- must come from the default. A constant costs nothing a row; the function was asked for each.
do $$ begin
  execute format('alter table platform.event alter column epoch set default %s', platform.current_epoch());
end $$;

-- For the owner, at start, over a restored copy.
create function platform.begin_epoch(why text) returns void language plpgsql as $$
declare
  begun int;
begin
  insert into platform.epoch (number, reason) values (platform.current_epoch() + 1, why) returning number into begun;
  execute format('alter table platform.event alter column epoch set default %s', begun);
end $$;

-- When it was written down, which is not when it happened: an import tells of years ago. Not known of what is older than
-- this column, and no part of the seals.
alter table platform.event add column recorded_at timestamptz;
alter table platform.event alter column recorded_at set default now();
