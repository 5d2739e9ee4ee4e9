-- Tips of fraud: what a message that a citizen agreed to send was taken for, and what became of it. The message itself lies with its case.
CREATE TABLE insight_fraud_tips (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  number TEXT NOT NULL,
  verdict TEXT NOT NULL,
  kind TEXT,
  paid_yuan INTEGER,
  given_utc TEXT NOT NULL,
  outcome TEXT,
  saved_yuan INTEGER NOT NULL,
  outcome_utc TEXT,
  outcome_by TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ix_insight_fraud_tips_case_id ON insight_fraud_tips (case_id);
CREATE UNIQUE INDEX ix_insight_fraud_tips_number ON insight_fraud_tips (number);
CREATE INDEX ix_insight_fraud_tips_given_utc ON insight_fraud_tips (given_utc);

ALTER TABLE insight_settings ADD COLUMN fraud_category TEXT;
