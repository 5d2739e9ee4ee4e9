-- What citizens are told and who joins them: a unit's public number, the privacy notice a reporter was shown, and those who said
-- "me too". A supporter has no name here: only that somebody joined, and when.
ALTER TABLE units ADD COLUMN phone TEXT;
ALTER TABLE cases ADD COLUMN privacy_notice TEXT;

CREATE TABLE case_supporters (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  joined_utc TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_case_supporters_case ON case_supporters (case_id);
