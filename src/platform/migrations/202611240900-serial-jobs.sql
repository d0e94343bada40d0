-- Work that takes minutes stands in a queue of its own, one after the other, and leaves the other workers to slips and alarms.
drop function platform.add_job(text, json, timestamptz, text);
create function platform.add_job(task text, payload json, run_at timestamptz, job_key text, queue text default null) returns void
  language plpgsql security definer set search_path = platform, pg_temp as $$
begin
  perform graphile_worker.add_job(task, payload, queue_name => queue, run_at => run_at, job_key => job_key);
end $$;

-- The workers of each process, so that others see whose death left a job locked: a living one holds an advisory lock of this id.
create table platform.worker_process (
  id bigint generated always as identity primary key,
  worker_ids text[] not null,
  started_at timestamptz not null default now()
);

-- One job by its number, without a look at the rest of the queue.
create function platform.job(wanted bigint)
  returns table (id bigint, task text, key text, payload json, state text, run_at timestamptz, attempts int, max_attempts int,
                 last_error text, created_at timestamptz, locked_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select j.id, t.identifier, j.key, j.payload,
         case when j.locked_at is not null then 'running'
              when j.last_error is null then 'waiting'
              when j.attempts < j.max_attempts then 'retrying'
              else 'failed' end,
         j.run_at, j.attempts::int, j.max_attempts::int, j.last_error, j.created_at, j.locked_at
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
   where j.id = wanted
$$;
