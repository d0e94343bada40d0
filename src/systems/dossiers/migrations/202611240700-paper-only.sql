-- A result for which no form was found exists on paper only and says so: `auto` is left to what is being made.
update dossiers.result set source = 'paper'
 where source = 'auto' and file_hash is null and issued_at < now() - interval '1 day';
