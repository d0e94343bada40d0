-- The counter of this system becomes a topic of the platform's; areas are remembered too.
insert into platform.change (topic, number) select 'administration', number from administration.change;
drop trigger calendar_counts on administration.calendar_day;
drop trigger agency_counts on administration.agency;
drop function administration.count_change();
drop table administration.change;
create trigger calendar_counts after insert or update or delete or truncate on administration.calendar_day
  for each statement execute function platform.count_change('administration');
create trigger agency_counts after insert or update or delete or truncate on administration.agency
  for each statement execute function platform.count_change('administration');
create trigger area_counts after insert or update or delete or truncate on administration.area
  for each statement execute function platform.count_change('administration');
