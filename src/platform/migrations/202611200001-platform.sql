-- Ground floor: the event log, its readers, the door to the job queue, the register of uploaded files.
create schema platform;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- Order of reading is (epoch, xid, id). A restored copy starts a new epoch, because stored transaction numbers may
-- be higher than those of the new server.
create table platform.epoch (
  number int primary key,
  started_at timestamptz not null default now(),
  reason text not null
);
insert into platform.epoch values (1, now(), 'first start');

create function platform.current_epoch() returns int language sql stable parallel safe
  as 'select max(number) from platform.epoch';

-- Everything that happens. Partitioned by month of happening, so that a year can be archived as files.
create table platform.event (
  epoch int not null default platform.current_epoch(),
  xid xid8 not null default pg_current_xact_id(),
  id bigint generated always as identity,
  at timestamptz not null,
  name text not null,
  subject_id text not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  agency_id text,
  area_code text,
  purpose text,
  request_id text,
  simulated boolean not null default false,
  data jsonb not null default '{}'
) partition by range (at);
create index event_order on platform.event (epoch, xid, id);
create index event_subject on platform.event (subject_id, id);
create index event_at on platform.event (at desc, id desc);
create table platform.event_other partition of platform.event default;

-- Wakes the readers at commit; a transaction that appends many events wakes them once.
create function platform.wake_readers() returns trigger language plpgsql as $$
begin
  notify event;
  return null;
end $$;
create trigger event_wakes_readers after insert on platform.event for each statement execute function platform.wake_readers();

-- Makes the monthly partitions that cover the period; called at start, by a monthly job and before an import.
create function platform.ensure_event_months(from_on date, to_on date) returns int
  language plpgsql security definer set search_path = platform, pg_temp as $$
declare
  month date := date_trunc('month', from_on);
  partition_name text;
  made int := 0;
begin
  perform pg_advisory_xact_lock(hashtext('platform.ensure_event_months'));
  while month <= to_on loop
    partition_name := 'event_' || to_char(month, 'YYYYMM');
    if to_regclass('platform.' || partition_name) is null then
      execute format('create table platform.%I partition of platform.event for values from (%L) to (%L)', partition_name,
        (month::text || ' 00:00+07')::timestamptz, ((month + interval '1 month')::date::text || ' 00:00+07')::timestamptz);
      made := made + 1;
    end if;
    month := month + interval '1 month';
  end loop;
  return made;
end $$;
select platform.ensure_event_months((now() - interval '1 month')::date, (now() + interval '12 months')::date);

-- Where each reader stands; the row is written in the reader's own transaction.
create table platform.reader (
  name text primary key,
  epoch int not null default 0,
  xid xid8 not null default '0',
  id bigint not null default 0,
  read_at timestamptz,
  last_event_at timestamptz,
  failed_at timestamptz,
  failure text
);

-- One line a closed day: the hash of its events chained to the day before, so that an auditor can prove the log whole.
create table platform.event_seal (
  sealed_on date primary key,
  events int not null,
  hash text not null,
  previous_hash text not null,
  sealed_at timestamptz not null default now()
);

-- The application may queue a job but not touch the queue; the function runs as the owner.
create function platform.add_job(task text, payload json, run_at timestamptz, job_key text) returns void
  language plpgsql security definer set search_path = platform, pg_temp as $$
begin
  perform graphile_worker.add_job(task, payload, run_at => run_at, job_key => job_key);
end $$;

create function platform.remove_job(key text) returns void
  language plpgsql security definer set search_path = platform, pg_temp as $$
begin
  perform graphile_worker.remove_job(key);
end $$;

-- Uploaded files by content: the bytes are on disk (or in an object store) under their hash.
create table platform.file (
  hash text primary key,
  size int not null,
  type text not null,
  scan text not null default 'none',
  stored_at timestamptz not null default now()
);
