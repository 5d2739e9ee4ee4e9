-- The reader: versions of what was learnt with their figures and pieces, what the county set, and proposals with what people decided.
CREATE TABLE insight_versions (
  id uuid PRIMARY KEY,
  number integer NOT NULL,
  made_utc timestamptz NOT NULL,
  made_by text NOT NULL,
  state text NOT NULL,
  state_since_utc timestamptz NOT NULL,
  examples integer NOT NULL,
  classes integer NOT NULL,
  held_out integer NOT NULL,
  accuracy double precision NOT NULL,
  macro_f1 double precision NOT NULL,
  among_first_two double precision NOT NULL,
  calibration_error double precision NOT NULL,
  unit_accuracy double precision,
  earlier_accuracy double precision,
  parts integer NOT NULL,
  bytes bigint NOT NULL,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ix_insight_versions_number ON insight_versions (number);

CREATE TABLE insight_parts (
  version_id uuid NOT NULL REFERENCES insight_versions (id),
  part integer NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (version_id, part)
);

CREATE TABLE insight_settings (
  id text PRIMARY KEY,
  sure_from double precision NOT NULL,
  learns_by_itself boolean NOT NULL,
  version integer NOT NULL
);

CREATE TABLE insight_readings (
  case_id uuid PRIMARY KEY,
  at_utc timestamptz NOT NULL,
  reader integer NOT NULL,
  category text NOT NULL,
  confidence double precision NOT NULL,
  is_sure boolean NOT NULL,
  unit text,
  final_category text,
  final_unit text,
  closed_utc timestamptz,
  version integer NOT NULL
);
CREATE INDEX ix_insight_readings_closed_utc ON insight_readings (closed_utc);
