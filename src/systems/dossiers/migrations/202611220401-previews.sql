-- Bản xem trước khi ký: the very bytes that were looked at. Signing takes these and no others; who looked, signs.
create table dossiers.preview (
  id uuid primary key,
  dossier_id uuid not null references dossiers.dossier (id),
  form text not null check (form in ('apology', 'result')),
  -- The dossier as it was: any change after it makes the preview worthless.
  revision int not null,
  -- What the person put in: reason and new date; name and number of the result.
  input jsonb not null,
  prepared_by text not null,
  prepared_at timestamptz not null,
  -- Of a result: its check page stands on it as a QR code.
  public_token text,
  -- What the setting of the paper came to: its file, its number, where signatures are seen. Null until it was opened.
  file_hash text references platform.file (hash),
  size int,
  outcome jsonb
);
create index preview_of_dossier on dossiers.preview (dossier_id);
create index preview_age on dossiers.preview (prepared_at);
