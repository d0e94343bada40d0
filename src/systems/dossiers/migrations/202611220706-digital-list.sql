-- The dossiers behind a share of group 4, the newest day first: of an agency, or of the whole province.
drop index dossiers.digital_mark_of_day;
create index digital_mark_of_day on dossiers.digital_mark (agency_id, on_date desc, dossier_id desc);
create index digital_mark_newest on dossiers.digital_mark (on_date desc, dossier_id desc);
