-- Whatever a person signs is looked at first: every slip of his words, and each further version of a result.
alter table dossiers.preview drop constraint preview_form_check;
alter table dossiers.preview add constraint preview_form_check check (form in (
  'apology', 'stop-notice', 'supplement-request', 'refusal', 'result', 'draft', 'correction', 'copy'));
