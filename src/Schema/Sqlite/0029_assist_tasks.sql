-- What the assisting units of a case owe its lead unit, until when, and what they replied.
CREATE TABLE assist_tasks (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  unit_id TEXT NOT NULL,
  asked TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_utc TEXT NOT NULL,
  due_utc TEXT NOT NULL,
  state TEXT NOT NULL,
  accepted_utc TEXT,
  accepted_by TEXT,
  replied_utc TEXT,
  replied_by TEXT,
  reply TEXT,
  reply_files TEXT NOT NULL,
  times_sent_back INTEGER NOT NULL,
  sent_back_reason TEXT,
  ended_utc TEXT,
  ended_by TEXT,
  ended_as TEXT,
  end_reason TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_assist_tasks_case_id_asked_utc ON assist_tasks (case_id, asked_utc);
CREATE INDEX ix_assist_tasks_unit_id_due_utc ON assist_tasks (unit_id, due_utc);
-- A unit owes one thing at a time, whoever asks at the same moment.
CREATE UNIQUE INDEX ix_assist_tasks_open ON assist_tasks (case_id, unit_id) WHERE ended_utc IS NULL;
