-- A frequent word is found by walking the newest dossiers until a page is full: of one agency, or of the whole province.
create index dossier_newest on dossiers.dossier (submitted_at desc, id desc) include (applicant_name_key);

-- Mostly one agency takes in and solves; it is walked by what it solves, and a second index need only hold the others.
drop index dossiers.dossier_reception;
create index dossier_reception on dossiers.dossier (reception_agency_id, submitted_at desc, id desc)
  include (applicant_name_key) where reception_agency_id <> agency_id;
