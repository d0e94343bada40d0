-- How often an address looked dossiers up by code and phone in a minute: the brake on guessing. Worth nothing after a
-- crash, so it is not logged; the address is kept as a hash and for an hour.
create unlogged table dossiers.lookup (
  address_hash text not null,
  minute timestamptz not null,
  times int not null,
  primary key (address_hash, minute)
);
create index lookup_minute on dossiers.lookup (minute);
