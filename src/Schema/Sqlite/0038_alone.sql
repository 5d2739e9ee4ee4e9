-- Dispatches without a click: whether the county wants them, and each one with what people who checked said.
CREATE TABLE insight_alone (
  id TEXT PRIMARY KEY,
  is_on INTEGER NOT NULL,
  least_confidence REAL NOT NULL,
  categories TEXT NOT NULL,
  sample_share REAL NOT NULL,
  most_wrong REAL NOT NULL,
  on_since_utc TEXT,
  stopped_utc TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE insight_auto_dispatches (
  case_id TEXT PRIMARY KEY,
  number TEXT NOT NULL,
  at_utc TEXT NOT NULL,
  day INTEGER NOT NULL,
  reader INTEGER NOT NULL,
  category TEXT NOT NULL,
  category_confidence REAL NOT NULL,
  unit TEXT NOT NULL,
  unit_confidence REAL NOT NULL,
  state TEXT NOT NULL,
  lot INTEGER NOT NULL,
  is_sampled INTEGER,
  verdict TEXT,
  judged_utc TEXT,
  judged_by TEXT,
  returned_utc TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ix_insight_auto_dispatches_number ON insight_auto_dispatches (number);
CREATE INDEX ix_insight_auto_dispatches_day_lot ON insight_auto_dispatches (day, lot);
CREATE INDEX ix_insight_auto_dispatches_at_utc ON insight_auto_dispatches (at_utc);
