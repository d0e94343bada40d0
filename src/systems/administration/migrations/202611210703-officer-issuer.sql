-- The provider that a sign-in name belongs to; null until the first sign-in under it. The same name at another provider
-- is another person.
alter table administration.officer add column issuer text;
