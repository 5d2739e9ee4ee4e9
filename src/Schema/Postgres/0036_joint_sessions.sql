-- Units sit together over one case: minutes, the opinion of each unit, signed off by the chair.
CREATE TABLE joint_sessions (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  unit_id uuid NOT NULL,
  convened_by text NOT NULL,
  convened_utc timestamptz NOT NULL,
  start_utc timestamptz NOT NULL,
  place text NOT NULL,
  subject text NOT NULL,
  chair text NOT NULL,
  state text NOT NULL,
  held_utc timestamptz,
  held_by text,
  minutes text,
  conclusion text,
  signed_utc timestamptz,
  cancelled_utc timestamptz,
  cancelled_by text,
  cancel_reason text,
  version integer NOT NULL
);
CREATE INDEX ix_joint_sessions_case_id_start_utc ON joint_sessions (case_id, start_utc);

CREATE TABLE session_units (
  session_id uuid NOT NULL REFERENCES joint_sessions (id),
  unit_id uuid NOT NULL,
  case_id uuid NOT NULL REFERENCES cases (id),
  opinion text,
  opinion_by text,
  opinion_utc timestamptz,
  PRIMARY KEY (session_id, unit_id)
);
CREATE INDEX ix_session_units_case_id ON session_units (case_id);
