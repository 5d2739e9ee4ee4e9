-- Leaders receive people at published times; what was heard belongs to a case; a leader stands for a case from a day on.
CREATE TABLE reception_times (
  id TEXT PRIMARY KEY,
  region TEXT NOT NULL,
  leader TEXT NOT NULL,
  post TEXT NOT NULL,
  place TEXT NOT NULL,
  from_utc TEXT NOT NULL,
  to_utc TEXT NOT NULL,
  kinds TEXT NOT NULL,
  capacity INTEGER NOT NULL,
  published_by TEXT NOT NULL,
  published_utc TEXT NOT NULL,
  called_off_utc TEXT,
  called_off_by TEXT,
  call_off_reason TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_reception_times_to_utc ON reception_times (to_utc);

CREATE TABLE reception_records (
  id TEXT PRIMARY KEY,
  reception_id TEXT NOT NULL REFERENCES reception_times (id),
  case_id TEXT NOT NULL REFERENCES cases (id),
  at_utc TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  decision TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ix_reception_records_reception_id_case_id ON reception_records (reception_id, case_id);
CREATE INDEX ix_reception_records_case_id ON reception_records (case_id);

CREATE TABLE case_sponsors (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  account TEXT NOT NULL,
  since_utc TEXT NOT NULL,
  until_utc TEXT,
  reason TEXT NOT NULL,
  named_by TEXT NOT NULL,
  ended_by TEXT,
  end_reason TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_case_sponsors_case_id_since_utc ON case_sponsors (case_id, since_utc);
CREATE INDEX ix_case_sponsors_account_until_utc ON case_sponsors (account, until_utc);
