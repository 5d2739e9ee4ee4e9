-- Whistles: a town calls departments about a case; arrival and answer of each are timed, and both score each other.
CREATE TABLE whistle_limits (
  code text COLLATE "C" PRIMARY KEY,
  urgency text NOT NULL,
  minutes integer NOT NULL,
  basis text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  version integer NOT NULL
);

CREATE TABLE whistles (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  unit_id uuid NOT NULL,
  called_by text NOT NULL,
  called_utc timestamptz NOT NULL,
  place text NOT NULL,
  reason text NOT NULL,
  urgency text NOT NULL,
  rule text NOT NULL,
  arrive_by_utc timestamptz NOT NULL
);
CREATE INDEX ix_whistles_case_id_called_utc ON whistles (case_id, called_utc);
CREATE INDEX ix_whistles_unit_id_called_utc ON whistles (unit_id, called_utc);

CREATE TABLE whistle_calls (
  id uuid PRIMARY KEY,
  whistle_id uuid NOT NULL REFERENCES whistles (id),
  case_id uuid NOT NULL REFERENCES cases (id),
  unit_id uuid NOT NULL,
  arrive_by_utc timestamptz NOT NULL,
  state text NOT NULL,
  acknowledged_utc timestamptz,
  acknowledged_by text,
  arrived_utc timestamptz,
  arrived_by text,
  answered_utc timestamptz,
  answered_by text,
  answer text,
  called_off_utc timestamptz,
  called_off_by text,
  call_off_reason text,
  unit_score integer,
  unit_score_reason text,
  unit_scored_by text,
  call_score integer,
  call_score_reason text,
  call_scored_by text,
  is_needless boolean,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ix_whistle_calls_whistle_id_unit_id ON whistle_calls (whistle_id, unit_id);
CREATE INDEX ix_whistle_calls_case_id_unit_id ON whistle_calls (case_id, unit_id);
CREATE INDEX ix_whistle_calls_unit_id_arrive_by_utc ON whistle_calls (unit_id, arrive_by_utc);

INSERT INTO whistle_limits (code, urgency, minutes, basis, valid_from, valid_to, version) VALUES
  ('normal', 'Normal', 1440, '建议值：一般事项次日到场', '2020-01-01', NULL, 1),
  ('urgent', 'Urgent', 120, '建议值：紧急事项两小时到场', '2020-01-01', NULL, 1),
  ('critical', 'Critical', 30, '建议值：突发事项三十分钟到场', '2020-01-01', NULL, 1);
