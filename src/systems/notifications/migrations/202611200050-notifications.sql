-- Thông báo: what people are told about their dossiers, in the application and by e-mail, each with its status.
create schema notifications;

-- One event gives one person one notification, however often the log is read. Texts are made when they are shown, in
-- the reader's language, from kind and facts; what was e-mailed is kept word for word in notifications.message.
create table notifications.notification (
  id uuid primary key,
  event_epoch int not null,
  event_id bigint not null,
  -- The id of the account or officer; of an applicant without an account, the id of the dossier.
  recipient_kind text not null check (recipient_kind in ('citizen', 'officer', 'applicant')),
  recipient_id text not null,
  dossier_id uuid not null,
  kind text not null,
  facts jsonb not null,
  link text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  constraint notification_once unique (event_epoch, event_id, recipient_kind, recipient_id)
);
create index notification_of_recipient on notifications.notification (recipient_kind, recipient_id, created_at desc, event_id desc);
create index notification_unread on notifications.notification (recipient_kind, recipient_id) where read_at is null;

-- channel: email = handed to the mail server; outbox = kept here, because this is a sandbox without a mail server.
create table notifications.message (
  id uuid primary key,
  notification_id uuid not null references notifications.notification (id),
  channel text not null default 'email' check (channel in ('email', 'outbox')),
  recipient text not null,
  subject text not null,
  body text not null,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed')),
  attempts int not null default 0,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index message_newest on notifications.message (created_at desc, id desc);
create index message_of_notification on notifications.message (notification_id);
