-- Second factors of accounts: codes by the clock (RFC 6238), and codes on paper for the day the telephone is lost.
CREATE TABLE authenticators (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  sealed_secret TEXT NOT NULL,
  last_step INTEGER NOT NULL,
  added_utc TEXT NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_authenticators_account_id ON authenticators (account_id);

CREATE TABLE recovery_codes (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  hash BLOB NOT NULL,
  used_utc TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_recovery_codes_account_id ON recovery_codes (account_id);
