-- The receiver, too, looks at the paper that he signs: the receipt, as of the minute at which it was set.
alter table dossiers.preview drop constraint preview_form_check;
alter table dossiers.preview add constraint preview_form_check check (form in (
  'receipt', 'apology', 'stop-notice', 'supplement-request', 'refusal', 'result', 'draft', 'correction', 'copy'));
