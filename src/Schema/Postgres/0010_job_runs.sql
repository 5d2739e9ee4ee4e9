-- How each job of the background went the last time, for the operators' page.
CREATE TABLE job_runs (
  job text PRIMARY KEY,
  started_utc timestamptz NOT NULL,
  ended_utc timestamptz NOT NULL,
  next_utc timestamptz NOT NULL,
  fault text
);

