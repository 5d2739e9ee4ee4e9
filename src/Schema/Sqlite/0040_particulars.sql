-- When, where, how much and who, as a person confirmed it from the words of a case.
CREATE TABLE case_particulars (
  case_id TEXT PRIMARY KEY REFERENCES cases (id),
  first_day TEXT,
  last_day TEXT,
  fen INTEGER,
  people INTEGER,
  households INTEGER,
  place TEXT NOT NULL,
  organisations TEXT NOT NULL,
  at_utc TEXT NOT NULL,
  by TEXT NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;
