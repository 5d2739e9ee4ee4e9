-- What the assisting units of a case owe its lead unit, until when, and what they replied.
CREATE TABLE assist_tasks (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  unit_id uuid NOT NULL,
  asked text NOT NULL,
  asked_by text NOT NULL,
  asked_utc timestamptz NOT NULL,
  due_utc timestamptz NOT NULL,
  state text NOT NULL,
  accepted_utc timestamptz,
  accepted_by text,
  replied_utc timestamptz,
  replied_by text,
  reply text,
  reply_files text NOT NULL,
  times_sent_back integer NOT NULL,
  sent_back_reason text,
  ended_utc timestamptz,
  ended_by text,
  ended_as text,
  end_reason text,
  version integer NOT NULL
);
CREATE INDEX ix_assist_tasks_case_id_asked_utc ON assist_tasks (case_id, asked_utc);
CREATE INDEX ix_assist_tasks_unit_id_due_utc ON assist_tasks (unit_id, due_utc);
-- A unit owes one thing at a time, whoever asks at the same moment.
CREATE UNIQUE INDEX ix_assist_tasks_open ON assist_tasks (case_id, unit_id) WHERE ended_utc IS NULL;
