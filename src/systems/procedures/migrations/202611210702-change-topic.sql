-- Versions are read on every citizen page and seldom change: processes remember them until this counter moves.
insert into platform.change (topic, number) values ('procedures', 1);
create trigger procedure_counts after insert or update or delete or truncate on procedures.procedure_version
  for each statement execute function platform.count_change('procedures');
create trigger form_counts after insert or update or delete or truncate on procedures.form_version
  for each statement execute function platform.count_change('procedures');
create trigger process_counts after insert or update or delete or truncate on procedures.process_version
  for each statement execute function platform.count_change('procedures');
create trigger life_event_counts after insert or update or delete or truncate on procedures.life_event
  for each statement execute function platform.count_change('procedures');
