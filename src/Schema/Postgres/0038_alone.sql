-- Dispatches without a click: whether the county wants them, and each one with what people who checked said.
CREATE TABLE insight_alone (
  id text PRIMARY KEY,
  is_on boolean NOT NULL,
  least_confidence double precision NOT NULL,
  categories text NOT NULL,
  sample_share double precision NOT NULL,
  most_wrong double precision NOT NULL,
  on_since_utc timestamptz,
  stopped_utc timestamptz,
  version integer NOT NULL
);

CREATE TABLE insight_auto_dispatches (
  case_id uuid PRIMARY KEY,
  number text NOT NULL,
  at_utc timestamptz NOT NULL,
  day integer NOT NULL,
  reader integer NOT NULL,
  category text NOT NULL,
  category_confidence double precision NOT NULL,
  unit text NOT NULL,
  unit_confidence double precision NOT NULL,
  state text NOT NULL,
  lot bigint NOT NULL,
  is_sampled boolean,
  verdict text,
  judged_utc timestamptz,
  judged_by text,
  returned_utc timestamptz,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ix_insight_auto_dispatches_number ON insight_auto_dispatches (number);
CREATE INDEX ix_insight_auto_dispatches_day_lot ON insight_auto_dispatches (day, lot);
CREATE INDEX ix_insight_auto_dispatches_at_utc ON insight_auto_dispatches (at_utc);
