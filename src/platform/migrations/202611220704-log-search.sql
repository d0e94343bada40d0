-- Most events are dossiers on their way; what else happened would be looked for in the whole log without an index of its own.
create index event_rare_name on platform.event (name text_pattern_ops, at desc, id desc) where name not like 'dossier.%';
