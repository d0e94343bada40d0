-- Hồ sơ liên thông: the whole is a dossier; each leg is a dossier of its own that names its whole and is counted nowhere.
alter table dossiers.dossier
  add column whole_id uuid references dossiers.dossier (id),
  add column leg_id text,
  -- Set on a whole: the version of the bundle under which it was filed.
  add column joined_version_id uuid,
  -- Set on a leg that ended without a result, when the first receiver decided to go on without it.
  add column dropped_at timestamptz,
  add constraint leg_has_whole check ((whole_id is null) = (leg_id is null));
create unique index dossier_legs on dossiers.dossier (whole_id, leg_id) where whole_id is not null;
