-- What goes out of the house: who is told what by which way, in which words, and each message with what became of it.
CREATE TABLE notification_routes (
  id TEXT PRIMARY KEY,
  is_on INTEGER NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE notification_texts (
  id TEXT PRIMARY KEY,
  text_zh TEXT NOT NULL,
  text_en TEXT NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE notification_channels (
  id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  is_on INTEGER NOT NULL,
  quiet_from INTEGER NOT NULL,
  quiet_to INTEGER NOT NULL,
  settings TEXT NOT NULL,
  wrapped_key BLOB NOT NULL,
  sealed BLOB NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE notification_webhooks (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  unit_id TEXT,
  steps TEXT NOT NULL,
  wrapped_key BLOB NOT NULL,
  sealed BLOB NOT NULL,
  is_on INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_utc TEXT NOT NULL,
  failing_since_utc TEXT,
  stopped_utc TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE notification_contacts (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  wants_mail INTEGER NOT NULL,
  wants_sms INTEGER NOT NULL,
  language TEXT NOT NULL,
  wrapped_key BLOB NOT NULL,
  sealed BLOB NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_notification_contacts_account ON notification_contacts (account);

CREATE TABLE notification_wishes (
  case_id TEXT PRIMARY KEY,
  at_utc TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE notification_deliveries (
  id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  party TEXT NOT NULL,
  step TEXT NOT NULL,
  recipient TEXT NOT NULL,
  case_id TEXT NOT NULL,
  number TEXT NOT NULL,
  case_state TEXT NOT NULL,
  unit_id TEXT,
  at_utc TEXT NOT NULL,
  is_urgent INTEGER NOT NULL,
  state TEXT NOT NULL,
  due_utc TEXT NOT NULL,
  claimed_until_utc TEXT,
  bundle_id TEXT,
  attempts INTEGER NOT NULL,
  outcome TEXT,
  masked TEXT,
  ended_utc TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_notification_deliveries_state_due_utc ON notification_deliveries (state, due_utc);
CREATE INDEX ix_notification_deliveries_at_utc ON notification_deliveries (at_utc);
