-- A stay is written with the lock on its dossier in hand, at every step: the check that the dossier exists was a seventh of the
-- work of a step and of a move, and cannot fail as long as no dossier is ever taken away. That is now said where it is meant.
alter table dossiers.stage drop constraint stage_dossier_id_fkey;

create function dossiers.refuse_deletion() returns trigger language plpgsql as $$
begin
  raise exception 'A dossier is never deleted: its life is evidence';
end $$;
create trigger dossier_is_kept before delete or truncate on dossiers.dossier
  for each statement execute function dossiers.refuse_deletion();
