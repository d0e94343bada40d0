-- Ends of the law that are known beforehand, so that somebody can be warned before they pass.

-- What the citizen completed comes to a desk again: by when its officers must know, and when they were told.
alter table dossiers.supplement_request
  add column tell_by timestamptz,
  add column told_at timestamptz;
create index supplement_untold on dossiers.supplement_request (tell_by, dossier_id)
  where tell_by is not null and (told_at is null or told_at > tell_by);

alter table dossiers.dossier
  -- By when the citizen is to pay, where who asked set a day; null: no day was set. Kept after the payment, for who looks back.
  add column payment_due_at timestamptz,
  add column payment_overdue_at timestamptz,
  -- Until when the solving agency may send back what it finds wanting.
  add column ask_by timestamptz;
create index dossier_unpaid on dossiers.dossier (agency_id, payment_due_at, id)
  where state = 'awaiting-payment' and payment_due_at is not null;
create index dossier_to_ask on dossiers.dossier (agency_id, ask_by, id)
  where state = 'processing' and supplement_requests = 0 and ask_by is not null;
