-- Leaders receive people at published times; what was heard belongs to a case; a leader stands for a case from a day on.
CREATE TABLE reception_times (
  id uuid PRIMARY KEY,
  region text NOT NULL,
  leader text NOT NULL,
  post text NOT NULL,
  place text NOT NULL,
  from_utc timestamptz NOT NULL,
  to_utc timestamptz NOT NULL,
  kinds text NOT NULL,
  capacity integer NOT NULL,
  published_by text NOT NULL,
  published_utc timestamptz NOT NULL,
  called_off_utc timestamptz,
  called_off_by text,
  call_off_reason text,
  version integer NOT NULL
);
CREATE INDEX ix_reception_times_to_utc ON reception_times (to_utc);

CREATE TABLE reception_records (
  id uuid PRIMARY KEY,
  reception_id uuid NOT NULL REFERENCES reception_times (id),
  case_id uuid NOT NULL REFERENCES cases (id),
  at_utc timestamptz NOT NULL,
  recorded_by text NOT NULL,
  decision text NOT NULL
);
CREATE UNIQUE INDEX ix_reception_records_reception_id_case_id ON reception_records (reception_id, case_id);
CREATE INDEX ix_reception_records_case_id ON reception_records (case_id);

CREATE TABLE case_sponsors (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  account text NOT NULL,
  since_utc timestamptz NOT NULL,
  until_utc timestamptz,
  reason text NOT NULL,
  named_by text NOT NULL,
  ended_by text,
  end_reason text,
  version integer NOT NULL
);
CREATE INDEX ix_case_sponsors_case_id_since_utc ON case_sponsors (case_id, since_utc);
CREATE INDEX ix_case_sponsors_account_until_utc ON case_sponsors (account, until_utc);
