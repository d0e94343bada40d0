-- A dossier that was taken in elsewhere may come home with its move, and one that was at home may not.
alter table dossiers.planned_move add column to_filed_elsewhere boolean not null default false;
