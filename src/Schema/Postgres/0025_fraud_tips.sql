-- Tips of fraud: what a message that a citizen agreed to send was taken for, and what became of it. The message itself lies with its case.
CREATE TABLE insight_fraud_tips (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  number text NOT NULL,
  verdict text NOT NULL,
  kind text,
  paid_yuan bigint,
  given_utc timestamptz NOT NULL,
  outcome text,
  saved_yuan bigint NOT NULL,
  outcome_utc timestamptz,
  outcome_by text,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ix_insight_fraud_tips_case_id ON insight_fraud_tips (case_id);
CREATE UNIQUE INDEX ix_insight_fraud_tips_number ON insight_fraud_tips (number);
CREATE INDEX ix_insight_fraud_tips_given_utc ON insight_fraud_tips (given_utc);

ALTER TABLE insight_settings ADD COLUMN fraud_category text;
