-- A figure opens to its dossiers: each kind of figure has the index that its list is read from, newest or most urgent first.
create index dossier_received on dossiers.dossier (received_at desc, id desc) where received_at is not null;
create index dossier_finished on dossiers.dossier (finished_at desc, id desc) where finished_at is not null;
create index dossier_closed on dossiers.dossier (closed_at desc, id desc) where closed_at is not null;
create index dossier_running on dossiers.dossier (promised_at, id) where state in ('received', 'processing');
create index dossier_open_by_due on dossiers.dossier (due_at, id) where closed_at is null;
