-- The badge counts what a unit has not read yet, on every page.
CREATE INDEX ix_case_notices_unseen ON case_notices (unit_id) WHERE seen_utc IS NULL;
