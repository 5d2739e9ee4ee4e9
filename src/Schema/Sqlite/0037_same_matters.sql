-- Which cases say the same: sealed runs of their words to search by, how far they are filled, and the pairs found with what people said to them.
CREATE TABLE insight_sketches (
  case_id TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL,
  runs BLOB NOT NULL
);
CREATE UNIQUE INDEX ix_insight_sketches_sequence ON insight_sketches (sequence);

CREATE TABLE insight_runs (
  run INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (run, sequence)
) WITHOUT ROWID;

CREATE TABLE insight_index_marks (
  name TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL,
  changed_utc TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE insight_same_pairs (
  id TEXT PRIMARY KEY,
  newer_id TEXT NOT NULL,
  older_id TEXT NOT NULL,
  score REAL NOT NULL,
  text_share REAL NOT NULL,
  title_share REAL NOT NULL,
  places INTEGER NOT NULL,
  state TEXT NOT NULL,
  found_utc TEXT NOT NULL,
  decided_utc TEXT,
  decided_by TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_insight_same_pairs_newer_id ON insight_same_pairs (newer_id);
CREATE INDEX ix_insight_same_pairs_older_id ON insight_same_pairs (older_id);
CREATE INDEX ix_insight_same_pairs_state ON insight_same_pairs (state, found_utc);
