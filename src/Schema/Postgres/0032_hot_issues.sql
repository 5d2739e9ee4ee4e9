-- What many people raise at one place, as found in the words of cases and judged by people. No words of a case are kept here but those several share.
CREATE TABLE insight_hot_issues (
  id uuid PRIMARY KEY,
  name text,
  place text,
  words text NOT NULL,
  state text NOT NULL,
  people integer NOT NULL,
  cases integer NOT NULL,
  backing integer NOT NULL,
  growth double precision NOT NULL,
  score double precision NOT NULL,
  first_utc timestamptz NOT NULL,
  last_utc timestamptz NOT NULL,
  found_utc timestamptz NOT NULL,
  alerted_utc timestamptz,
  topic_month text,
  decided_utc timestamptz,
  decided_by text,
  version integer NOT NULL
);
CREATE INDEX ix_insight_hot_issues_score ON insight_hot_issues (score);

CREATE TABLE insight_hot_cases (
  issue_id uuid NOT NULL,
  case_id uuid NOT NULL,
  received_utc timestamptz NOT NULL,
  PRIMARY KEY (issue_id, case_id)
);
CREATE INDEX ix_insight_hot_cases_case_id ON insight_hot_cases (case_id);
