-- Addresses that work once: the first run of a county, and passwords that people choose for themselves. Only hashes are kept.
CREATE TABLE one_time_links (
  id uuid PRIMARY KEY,
  purpose text NOT NULL,
  account_id uuid REFERENCES accounts (id),
  hash bytea NOT NULL,
  made_utc timestamptz NOT NULL,
  expires_utc timestamptz NOT NULL,
  used_utc timestamptz,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ux_one_time_links_hash ON one_time_links (hash);
CREATE INDEX ix_one_time_links_account_id ON one_time_links (account_id);
