-- Bundles are read with every page of a procedure: processes remember them until the counter of the catalogue moves.
create trigger joined_counts after insert or update or delete or truncate on procedures.joined_version
  for each statement execute function platform.count_change('procedures');
