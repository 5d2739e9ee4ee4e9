-- Consultations between units before dispatch: the one that is open, what each unit says in it, and how many units in a row returned the matter.
ALTER TABLE cases ADD COLUMN consulted_utc timestamptz;
ALTER TABLE cases ADD COLUMN consult_until date;
ALTER TABLE cases ADD COLUMN unsettled_returns integer NOT NULL DEFAULT 0;
ALTER TABLE case_units ADD COLUMN opinion text;
ALTER TABLE case_timeline ADD COLUMN opinion text;
CREATE INDEX ix_cases_consulted ON cases (consulted_utc) WHERE consulted_utc IS NOT NULL;
