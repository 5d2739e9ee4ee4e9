-- What citizens are told and who joins them: a unit's public number, the privacy notice a reporter was shown, and those who said
-- "me too". A supporter has no name here: only that somebody joined, and when.
ALTER TABLE units ADD COLUMN phone text;
ALTER TABLE cases ADD COLUMN privacy_notice text;

CREATE TABLE case_supporters (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  joined_utc timestamptz NOT NULL
);
CREATE INDEX ix_case_supporters_case ON case_supporters (case_id);
