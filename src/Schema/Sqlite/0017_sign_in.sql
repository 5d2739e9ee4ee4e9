-- Sessions as their owners see them, browsers an account has signed in from, and when passwords were set.
ALTER TABLE accounts ADD COLUMN password_set_utc TEXT;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  stamp TEXT NOT NULL,
  agent TEXT NOT NULL,
  source TEXT NOT NULL,
  began_utc TEXT NOT NULL,
  seen_utc TEXT NOT NULL,
  ends_utc TEXT NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_sessions_account_id ON sessions (account_id);

CREATE TABLE known_devices (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  hash BLOB NOT NULL,
  failed_count INTEGER NOT NULL,
  locked_until_utc TEXT,
  used_utc TEXT NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_known_devices_hash ON known_devices (account_id, hash);

CREATE TABLE earlier_passwords (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  password_hash TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_earlier_passwords_account_id ON earlier_passwords (account_id);
