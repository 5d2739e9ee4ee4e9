-- Whistles: a town calls departments about a case; arrival and answer of each are timed, and both score each other.
CREATE TABLE whistle_limits (
  code TEXT PRIMARY KEY,
  urgency TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  basis TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE whistles (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  unit_id TEXT NOT NULL,
  called_by TEXT NOT NULL,
  called_utc TEXT NOT NULL,
  place TEXT NOT NULL,
  reason TEXT NOT NULL,
  urgency TEXT NOT NULL,
  rule TEXT NOT NULL,
  arrive_by_utc TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_whistles_case_id_called_utc ON whistles (case_id, called_utc);
CREATE INDEX ix_whistles_unit_id_called_utc ON whistles (unit_id, called_utc);

CREATE TABLE whistle_calls (
  id TEXT PRIMARY KEY,
  whistle_id TEXT NOT NULL REFERENCES whistles (id),
  case_id TEXT NOT NULL REFERENCES cases (id),
  unit_id TEXT NOT NULL,
  arrive_by_utc TEXT NOT NULL,
  state TEXT NOT NULL,
  acknowledged_utc TEXT,
  acknowledged_by TEXT,
  arrived_utc TEXT,
  arrived_by TEXT,
  answered_utc TEXT,
  answered_by TEXT,
  answer TEXT,
  called_off_utc TEXT,
  called_off_by TEXT,
  call_off_reason TEXT,
  unit_score INTEGER,
  unit_score_reason TEXT,
  unit_scored_by TEXT,
  call_score INTEGER,
  call_score_reason TEXT,
  call_scored_by TEXT,
  is_needless INTEGER,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ix_whistle_calls_whistle_id_unit_id ON whistle_calls (whistle_id, unit_id);
CREATE INDEX ix_whistle_calls_case_id_unit_id ON whistle_calls (case_id, unit_id);
CREATE INDEX ix_whistle_calls_unit_id_arrive_by_utc ON whistle_calls (unit_id, arrive_by_utc);

INSERT INTO whistle_limits (code, urgency, minutes, basis, valid_from, valid_to, version) VALUES
  ('normal', 'Normal', 1440, '建议值：一般事项次日到场', '2020-01-01', NULL, 1),
  ('urgent', 'Urgent', 120, '建议值：紧急事项两小时到场', '2020-01-01', NULL, 1),
  ('critical', 'Critical', 30, '建议值：突发事项三十分钟到场', '2020-01-01', NULL, 1);
