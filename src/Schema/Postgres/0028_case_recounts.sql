-- With which calendar the limits of the open cases were counted last, and the order in which they are read for it.
CREATE TABLE case_recounts (
  name text PRIMARY KEY,
  revision uuid NOT NULL,
  started_utc timestamptz NOT NULL,
  ended_utc timestamptz NOT NULL,
  looked integer NOT NULL,
  moved integer NOT NULL
);
DROP INDEX ix_cases_running;
CREATE INDEX ix_cases_running ON cases (sequence) WHERE dispatched_utc IS NOT NULL AND closed_utc IS NULL;
DROP INDEX ix_case_timeline_asks;
