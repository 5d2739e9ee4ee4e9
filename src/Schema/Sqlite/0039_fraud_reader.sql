-- What a county has learnt of fraudulent messages: versions with their figures on messages held out, and their pieces. No message is kept.
CREATE TABLE insight_fraud_versions (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL,
  made_utc TEXT NOT NULL,
  made_by TEXT NOT NULL,
  state TEXT NOT NULL,
  state_since_utc TEXT NOT NULL,
  messages INTEGER NOT NULL,
  ordinary INTEGER NOT NULL,
  kinds TEXT NOT NULL,
  held_out_ordinary INTEGER NOT NULL,
  held_out_fraud INTEGER NOT NULL,
  false_alarms INTEGER NOT NULL,
  found INTEGER NOT NULL,
  macro_f1 REAL NOT NULL,
  earlier_macro_f1 REAL,
  threshold REAL NOT NULL,
  parts INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ix_insight_fraud_versions_number ON insight_fraud_versions (number);

CREATE TABLE insight_fraud_parts (
  version_id TEXT NOT NULL REFERENCES insight_fraud_versions (id),
  part INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (version_id, part)
);
