-- A seal closes everything recorded since the seal before, by the order of recording: an import writes events of last
-- year today, and must not break the seals of last year.
alter table platform.event_seal
  add column until_epoch int not null,
  add column until_xid xid8 not null,
  add column until_id bigint not null;

-- The queue belongs to the owner; an administrator looks at it and mends what failed by these functions alone.
create function platform.jobs(states text[], wanted_task text, after_at timestamptz, after_id bigint, most int)
  returns table (id bigint, task text, key text, payload json, state text, run_at timestamptz, attempts int, max_attempts int,
                 last_error text, created_at timestamptz, locked_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select * from (
    select j.id, t.identifier as task, j.key, j.payload,
           case when j.locked_at is not null then 'running'
                when j.last_error is null then 'waiting'
                when j.attempts < j.max_attempts then 'retrying'
                else 'failed' end as state,
           j.run_at, j.attempts::int, j.max_attempts::int, j.last_error, j.created_at, j.locked_at
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id) job
   where job.state = any (states)
     and (wanted_task is null or job.task = wanted_task)
     and (after_at is null or (job.run_at, job.id) > (after_at, after_id))
   order by job.run_at, job.id
   limit most
$$;

create function platform.job_counts()
  returns table (task text, waiting int, running int, retrying int, failed int, next_run_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.identifier,
         (count(*) filter (where j.locked_at is null and j.last_error is null))::int,
         (count(*) filter (where j.locked_at is not null))::int,
         (count(*) filter (where j.locked_at is null and j.last_error is not null and j.attempts < j.max_attempts))::int,
         (count(*) filter (where j.locked_at is null and j.last_error is not null and j.attempts >= j.max_attempts))::int,
         min(j.run_at) filter (where j.locked_at is null and j.attempts < j.max_attempts)
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
   group by t.identifier
   order by t.identifier
$$;

-- Only what failed may be touched: a job that waits is a promise to somebody, and running it early would break it.
create function platform.retry_job(job_id bigint) returns boolean
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) > 0
    from graphile_worker.reschedule_jobs(
      array(select id from graphile_worker._private_jobs where id = job_id and last_error is not null and locked_at is null),
      run_at => now(), attempts => 0)
$$;

create function platform.drop_job(job_id bigint) returns boolean
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) > 0
    from graphile_worker.complete_jobs(
      array(select id from graphile_worker._private_jobs where id = job_id and last_error is not null and locked_at is null))
$$;
