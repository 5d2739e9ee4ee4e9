-- Addresses that work once: the first run of a county, and passwords that people choose for themselves. Only hashes are kept.
CREATE TABLE one_time_links (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL,
  account_id TEXT REFERENCES accounts (id),
  hash BLOB NOT NULL,
  made_utc TEXT NOT NULL,
  expires_utc TEXT NOT NULL,
  used_utc TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_one_time_links_hash ON one_time_links (hash);
CREATE INDEX ix_one_time_links_account_id ON one_time_links (account_id);
