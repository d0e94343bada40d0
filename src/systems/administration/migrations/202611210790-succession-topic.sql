-- Rights follow the succession, so what a process remembers of the agencies has to know of it.
create trigger succession_counts after insert or update or delete or truncate on administration.agency_succession
  for each statement execute function platform.count_change('administration');
create trigger reorganisation_counts after insert or update or delete or truncate on administration.reorganisation
  for each statement execute function platform.count_change('administration');
