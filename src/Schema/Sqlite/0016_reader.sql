-- The reader: versions of what was learnt with their figures and pieces, what the county set, and proposals with what people decided.
CREATE TABLE insight_versions (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL,
  made_utc TEXT NOT NULL,
  made_by TEXT NOT NULL,
  state TEXT NOT NULL,
  state_since_utc TEXT NOT NULL,
  examples INTEGER NOT NULL,
  classes INTEGER NOT NULL,
  held_out INTEGER NOT NULL,
  accuracy REAL NOT NULL,
  macro_f1 REAL NOT NULL,
  among_first_two REAL NOT NULL,
  calibration_error REAL NOT NULL,
  unit_accuracy REAL,
  earlier_accuracy REAL,
  parts INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ix_insight_versions_number ON insight_versions (number);

CREATE TABLE insight_parts (
  version_id TEXT NOT NULL REFERENCES insight_versions (id),
  part INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (version_id, part)
);

CREATE TABLE insight_settings (
  id TEXT PRIMARY KEY,
  sure_from REAL NOT NULL,
  learns_by_itself INTEGER NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE insight_readings (
  case_id TEXT PRIMARY KEY,
  at_utc TEXT NOT NULL,
  reader INTEGER NOT NULL,
  category TEXT NOT NULL,
  confidence REAL NOT NULL,
  is_sure INTEGER NOT NULL,
  unit TEXT,
  final_category TEXT,
  final_unit TEXT,
  closed_utc TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_insight_readings_closed_utc ON insight_readings (closed_utc);
