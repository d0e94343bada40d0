-- Counts the changes of what seldom changes, a topic a system, so that a process knows in one cheap read whether what it
-- remembers still holds. A table joins a topic by a trigger that names it.
create table platform.change (topic text primary key, number bigint not null);

create function platform.count_change() returns trigger language plpgsql as $$
begin
  insert into platform.change as c (topic, number) values (tg_argv[0], 1)
    on conflict (topic) do update set number = c.number + 1;
  return null;
end $$;
