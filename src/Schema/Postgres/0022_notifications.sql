-- What goes out of the house: who is told what by which way, in which words, and each message with what became of it.
CREATE TABLE notification_routes (
  id text PRIMARY KEY,
  is_on boolean NOT NULL,
  version integer NOT NULL
);

CREATE TABLE notification_texts (
  id text PRIMARY KEY,
  text_zh text NOT NULL,
  text_en text NOT NULL,
  version integer NOT NULL
);

CREATE TABLE notification_channels (
  id uuid PRIMARY KEY,
  channel text NOT NULL,
  is_on boolean NOT NULL,
  quiet_from integer NOT NULL,
  quiet_to integer NOT NULL,
  settings text NOT NULL,
  wrapped_key bytea NOT NULL,
  sealed bytea NOT NULL,
  version integer NOT NULL
);

CREATE TABLE notification_webhooks (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  url text NOT NULL,
  unit_id uuid,
  steps text NOT NULL,
  wrapped_key bytea NOT NULL,
  sealed bytea NOT NULL,
  is_on boolean NOT NULL,
  created_by text NOT NULL,
  created_utc timestamptz NOT NULL,
  failing_since_utc timestamptz,
  stopped_utc timestamptz,
  version integer NOT NULL
);

CREATE TABLE notification_contacts (
  id uuid PRIMARY KEY,
  account text NOT NULL,
  wants_mail boolean NOT NULL,
  wants_sms boolean NOT NULL,
  language text NOT NULL,
  wrapped_key bytea NOT NULL,
  sealed bytea NOT NULL,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ux_notification_contacts_account ON notification_contacts (account);

CREATE TABLE notification_wishes (
  case_id uuid PRIMARY KEY,
  at_utc timestamptz NOT NULL
);

CREATE TABLE notification_deliveries (
  id uuid PRIMARY KEY,
  channel text NOT NULL,
  party text NOT NULL,
  step text NOT NULL,
  recipient text NOT NULL,
  case_id uuid NOT NULL,
  number text NOT NULL,
  case_state text NOT NULL,
  unit_id uuid,
  at_utc timestamptz NOT NULL,
  is_urgent boolean NOT NULL,
  state text NOT NULL,
  due_utc timestamptz NOT NULL,
  claimed_until_utc timestamptz,
  bundle_id uuid,
  attempts integer NOT NULL,
  outcome text,
  masked text,
  ended_utc timestamptz,
  version integer NOT NULL
);
CREATE INDEX ix_notification_deliveries_state_due_utc ON notification_deliveries (state, due_utc);
CREATE INDEX ix_notification_deliveries_at_utc ON notification_deliveries (at_utc);
