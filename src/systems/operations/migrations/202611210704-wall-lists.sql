-- The lists of the wall read thirty days of every unit, field and area, each row on a page of its own: two thousand pages
-- for one list. These hold the four counts that the lists say, in the order in which they are read.
create index flow_of_units on operations.flow (agency_id, on_date)
  include (received, solved_early, solved_on_time, solved_late) where facet = 'all';
create index flow_of_parts on operations.flow (facet, on_date, key)
  include (received, solved_early, solved_on_time, solved_late) where agency_id = '' and facet in ('field', 'area');
