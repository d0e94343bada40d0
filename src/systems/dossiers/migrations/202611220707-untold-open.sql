-- The board tells who was told late of what is open; what has ended need not be passed over for ever.
drop index dossiers.dossier_untold;
create index dossier_untold on dossiers.dossier (reception_agency_id, tell_by, id)
  where closed_at is null and tell_by is not null and (told_at is null or told_at > tell_by);
