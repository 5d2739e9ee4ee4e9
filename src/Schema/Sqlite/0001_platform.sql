-- What every part of the platform stands on: numbers, answers to repeated requests, audit, outbox, leases.
CREATE TABLE number_series (
  series TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE idempotency_keys (
  key TEXT PRIMARY KEY,
  request_hash TEXT NOT NULL,
  created_utc TEXT NOT NULL,
  answer TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_idempotency_keys_created_utc ON idempotency_keys (created_utc);

CREATE TABLE audit_entries (
  chain INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  at_utc TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  object_type TEXT NOT NULL,
  object_id TEXT NOT NULL,
  details TEXT NOT NULL,
  source TEXT NOT NULL,
  previous_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (chain, sequence)
) WITHOUT ROWID;
CREATE INDEX ix_audit_entries_object ON audit_entries (object_id);

CREATE TABLE audit_heads (
  chain INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL
);

CREATE TABLE outbox_messages (
  id TEXT PRIMARY KEY,
  topic TEXT NOT NULL,
  payload TEXT NOT NULL,
  created_utc TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  due_utc TEXT NOT NULL,
  delivered TEXT NOT NULL,
  last_error TEXT,
  parked_utc TEXT
) WITHOUT ROWID;

CREATE TABLE job_leases (
  job TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  until_utc TEXT NOT NULL,
  token INTEGER NOT NULL
) WITHOUT ROWID;
