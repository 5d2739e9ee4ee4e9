-- How each job of the background went the last time, for the operators' page.
CREATE TABLE job_runs (
  job TEXT PRIMARY KEY,
  started_utc TEXT NOT NULL,
  ended_utc TEXT NOT NULL,
  next_utc TEXT NOT NULL,
  fault TEXT
) WITHOUT ROWID;

