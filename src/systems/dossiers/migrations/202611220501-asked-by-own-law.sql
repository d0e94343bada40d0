-- How often may be asked is a figure of the dossier's regime: the index holds whoever was asked at all, the query compares.
create index dossier_asked on dossiers.dossier (agency_id, promised_at, id) include (supplement_requests)
  where closed_at is null and supplement_requests > 0;
drop index dossiers.dossier_asked_again;
