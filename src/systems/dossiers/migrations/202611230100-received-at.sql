-- What an agency received, the last first: the evidence behind a figure of a commune, also of one that a merge has ended.
-- Without it a page of a small or former agency read every later dossier of the province.
create index dossier_received_at on dossiers.dossier ((coalesce(received_agency_id, agency_id)), received_at desc, id desc)
  where received_at is not null;
