-- Who reads for many agencies walks the whole province too, and passes over the others by the index alone.
drop index dossiers.dossier_newest;
create index dossier_newest on dossiers.dossier (submitted_at desc, id desc)
  include (applicant_name_key, agency_id, reception_agency_id);
