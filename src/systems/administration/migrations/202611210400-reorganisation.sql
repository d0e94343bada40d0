-- Sắp xếp đơn vị hành chính và cơ quan: which file was carried out, and who took over from whom. What ended keeps its row.
create table administration.reorganisation (
  id text primary key,
  name text not null,
  on_date date not null,
  content jsonb not null,
  hash text not null,
  begun_at timestamptz not null,
  begun_by text not null,
  begun_by_name text not null,
  -- When the last open dossier had left the agencies that ended.
  emptied_at timestamptz
);

-- `heir` takes over the archive and what no other row places; `area` and `field` part what one agency had among several.
create table administration.agency_succession (
  reorganisation_id text not null references administration.reorganisation,
  from_id text not null references administration.agency,
  to_id text not null references administration.agency,
  placed_by text not null check (placed_by in ('heir', 'area', 'field')),
  key text not null default '',
  primary key (reorganisation_id, from_id, placed_by, key)
);
create index agency_succession_to on administration.agency_succession (to_id);

create table administration.area_succession (
  reorganisation_id text not null references administration.reorganisation,
  from_code text not null,
  to_code text not null,
  primary key (reorganisation_id, from_code)
);
create index area_succession_to on administration.area_succession (to_code);
