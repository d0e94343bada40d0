-- Regimes and grounds for stopping are remembered as procedures are; what is loaded beside a running process counts too.
create trigger regime_counts after insert or update or delete or truncate on procedures.regime
  for each statement execute function platform.count_change('procedures');
create trigger stop_ground_counts after insert or update or delete or truncate on procedures.stop_ground
  for each statement execute function platform.count_change('procedures');
