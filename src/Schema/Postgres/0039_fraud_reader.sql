-- What a county has learnt of fraudulent messages: versions with their figures on messages held out, and their pieces. No message is kept.
CREATE TABLE insight_fraud_versions (
  id uuid PRIMARY KEY,
  number integer NOT NULL,
  made_utc timestamptz NOT NULL,
  made_by text NOT NULL,
  state text NOT NULL,
  state_since_utc timestamptz NOT NULL,
  messages integer NOT NULL,
  ordinary integer NOT NULL,
  kinds text NOT NULL,
  held_out_ordinary integer NOT NULL,
  held_out_fraud integer NOT NULL,
  false_alarms integer NOT NULL,
  found integer NOT NULL,
  macro_f1 double precision NOT NULL,
  earlier_macro_f1 double precision,
  threshold double precision NOT NULL,
  parts integer NOT NULL,
  bytes bigint NOT NULL,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ix_insight_fraud_versions_number ON insight_fraud_versions (number);

CREATE TABLE insight_fraud_parts (
  version_id uuid NOT NULL REFERENCES insight_fraud_versions (id),
  part integer NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (version_id, part)
);
