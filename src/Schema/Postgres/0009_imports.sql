-- The history of imports, files that wait to be loaded, and what each load did, so that it can be undone.
CREATE TABLE import_runs (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  file_name text NOT NULL,
  sha256 text NOT NULL,
  account text NOT NULL,
  at_utc timestamptz NOT NULL,
  state text NOT NULL,
  read integer NOT NULL,
  added integer NOT NULL,
  changed integer NOT NULL,
  unchanged integer NOT NULL,
  bad integer NOT NULL,
  problems text NOT NULL,
  loaded_utc timestamptz,
  undone_utc timestamptz,
  undone_by text,
  version integer NOT NULL
);
CREATE INDEX ix_import_runs_at_utc ON import_runs (at_utc);

-- A file that was checked and waits to be loaded. In the database, so that any node can load it.
CREATE TABLE import_uploads (
  run_id uuid PRIMARY KEY REFERENCES import_runs (id),
  content bytea NOT NULL
);

-- What a load did to each record, so that it can be undone while nothing else has been built on it.
CREATE TABLE import_changes (
  run_id uuid NOT NULL REFERENCES import_runs (id),
  number integer NOT NULL,
  record text NOT NULL,
  record_key text NOT NULL,
  before text,
  after text,
  PRIMARY KEY (run_id, number)
);

