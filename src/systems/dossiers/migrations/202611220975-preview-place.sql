-- A reorganisation moves a dossier without a new revision: what was looked at for one agency is not signed for another.
alter table dossiers.preview add column agency_id text;
update dossiers.preview set agency_id = dossier.agency_id
  from dossiers.dossier where dossier.id = preview.dossier_id;
alter table dossiers.preview alter column agency_id set not null;

-- What a leader approved stays provable by its hash; the bytes may go once the dossier has ended. Not called a hash, because
-- every column of that name keeps its file.
alter table dossiers.preview add column approved_sha256 text;
update dossiers.preview set approved_sha256 = file_hash where approved_at is not null;

-- Asked for every file that might be removed.
create index preview_file on dossiers.preview (file_hash);
