-- When, where, how much and who, as a person confirmed it from the words of a case.
CREATE TABLE case_particulars (
  case_id uuid PRIMARY KEY REFERENCES cases (id),
  first_day date,
  last_day date,
  fen bigint,
  people integer,
  households integer,
  place text NOT NULL,
  organisations text NOT NULL,
  at_utc timestamptz NOT NULL,
  by text NOT NULL,
  version integer NOT NULL
);
