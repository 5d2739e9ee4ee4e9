-- What every part of the platform stands on: numbers, answers to repeated requests, audit, outbox, leases.
CREATE TABLE number_series (
  series text PRIMARY KEY,
  last bigint NOT NULL
);

CREATE TABLE idempotency_keys (
  key text PRIMARY KEY,
  request_hash text NOT NULL,
  created_utc timestamptz NOT NULL,
  answer text NOT NULL
);
CREATE INDEX ix_idempotency_keys_created_utc ON idempotency_keys (created_utc);

CREATE TABLE audit_entries (
  chain integer NOT NULL,
  sequence bigint NOT NULL,
  at_utc timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  object_type text NOT NULL,
  object_id text NOT NULL,
  details text NOT NULL,
  source text NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (chain, sequence)
);
CREATE INDEX ix_audit_entries_object ON audit_entries (object_id);

CREATE TABLE audit_heads (
  chain integer PRIMARY KEY,
  sequence bigint NOT NULL,
  hash bytea NOT NULL
);

CREATE TABLE outbox_messages (
  id uuid PRIMARY KEY,
  topic text NOT NULL,
  payload text NOT NULL,
  created_utc timestamptz NOT NULL,
  attempts integer NOT NULL,
  due_utc timestamptz NOT NULL,
  delivered text NOT NULL,
  last_error text,
  parked_utc timestamptz
);

CREATE TABLE job_leases (
  job text PRIMARY KEY,
  owner text NOT NULL,
  until_utc timestamptz NOT NULL,
  token bigint NOT NULL
);
