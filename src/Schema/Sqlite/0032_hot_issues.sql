-- What many people raise at one place, as found in the words of cases and judged by people. No words of a case are kept here but those several share.
CREATE TABLE insight_hot_issues (
  id TEXT PRIMARY KEY,
  name TEXT,
  place TEXT,
  words TEXT NOT NULL,
  state TEXT NOT NULL,
  people INTEGER NOT NULL,
  cases INTEGER NOT NULL,
  backing INTEGER NOT NULL,
  growth REAL NOT NULL,
  score REAL NOT NULL,
  first_utc TEXT NOT NULL,
  last_utc TEXT NOT NULL,
  found_utc TEXT NOT NULL,
  alerted_utc TEXT,
  topic_month TEXT,
  decided_utc TEXT,
  decided_by TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_insight_hot_issues_score ON insight_hot_issues (score);

CREATE TABLE insight_hot_cases (
  issue_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  received_utc TEXT NOT NULL,
  PRIMARY KEY (issue_id, case_id)
) WITHOUT ROWID;
CREATE INDEX ix_insight_hot_cases_case_id ON insight_hot_cases (case_id);
