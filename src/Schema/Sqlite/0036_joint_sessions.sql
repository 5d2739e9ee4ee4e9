-- Units sit together over one case: minutes, the opinion of each unit, signed off by the chair.
CREATE TABLE joint_sessions (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  unit_id TEXT NOT NULL,
  convened_by TEXT NOT NULL,
  convened_utc TEXT NOT NULL,
  start_utc TEXT NOT NULL,
  place TEXT NOT NULL,
  subject TEXT NOT NULL,
  chair TEXT NOT NULL,
  state TEXT NOT NULL,
  held_utc TEXT,
  held_by TEXT,
  minutes TEXT,
  conclusion TEXT,
  signed_utc TEXT,
  cancelled_utc TEXT,
  cancelled_by TEXT,
  cancel_reason TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_joint_sessions_case_id_start_utc ON joint_sessions (case_id, start_utc);

CREATE TABLE session_units (
  session_id TEXT NOT NULL REFERENCES joint_sessions (id),
  unit_id TEXT NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases (id),
  opinion TEXT,
  opinion_by TEXT,
  opinion_utc TEXT,
  PRIMARY KEY (session_id, unit_id)
) WITHOUT ROWID;
CREATE INDEX ix_session_units_case_id ON session_units (case_id);
