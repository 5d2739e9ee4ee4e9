-- The desk: what people settle for themselves, the views they keep, who looks at which case, and the pulse that tells nodes of changes.
CREATE TABLE account_settings (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (account_id, name)
) WITHOUT ROWID;

CREATE TABLE saved_views (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  is_default INTEGER NOT NULL,
  created_utc TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_saved_views_account ON saved_views (account_id, name);

CREATE TABLE desk_pulses (
  name TEXT PRIMARY KEY,
  revision TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE case_presence (
  case_id TEXT NOT NULL REFERENCES cases (id),
  account TEXT NOT NULL,
  node TEXT NOT NULL,
  until_utc TEXT NOT NULL,
  PRIMARY KEY (case_id, account, node)
) WITHOUT ROWID;
CREATE INDEX ix_case_presence_until ON case_presence (until_utc);
