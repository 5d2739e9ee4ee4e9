-- The history of imports, files that wait to be loaded, and what each load did, so that it can be undone.
CREATE TABLE import_runs (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  account TEXT NOT NULL,
  at_utc TEXT NOT NULL,
  state TEXT NOT NULL,
  read INTEGER NOT NULL,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  bad INTEGER NOT NULL,
  problems TEXT NOT NULL,
  loaded_utc TEXT,
  undone_utc TEXT,
  undone_by TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_import_runs_at_utc ON import_runs (at_utc);

-- A file that was checked and waits to be loaded. In the database, so that any node can load it.
CREATE TABLE import_uploads (
  run_id TEXT PRIMARY KEY REFERENCES import_runs (id),
  content BLOB NOT NULL
) WITHOUT ROWID;

-- What a load did to each record, so that it can be undone while nothing else has been built on it.
CREATE TABLE import_changes (
  run_id TEXT NOT NULL REFERENCES import_runs (id),
  number INTEGER NOT NULL,
  record TEXT NOT NULL,
  record_key TEXT NOT NULL,
  before TEXT,
  after TEXT,
  PRIMARY KEY (run_id, number)
) WITHOUT ROWID;

