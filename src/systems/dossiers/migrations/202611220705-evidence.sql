-- What an agency solved, and what was solved in a field, the last first: the evidence behind a figure of a commune or a field.
-- Only what is solved is in them, so that steps and a reorganisation of what is open write neither.
create index dossier_finished_at on dossiers.dossier ((coalesce(finished_agency_id, agency_id)), finished_at desc, id desc)
  include (outcome) where finished_at is not null;
create index dossier_finished_in on dossiers.dossier (field, finished_at desc, id desc)
  include (outcome) where finished_at is not null;
