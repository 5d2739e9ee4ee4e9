-- Which cases say the same: sealed runs of their words to search by, how far they are filled, and the pairs found with what people said to them.
CREATE TABLE insight_sketches (
  case_id uuid PRIMARY KEY,
  sequence bigint NOT NULL,
  runs bytea NOT NULL
);
CREATE UNIQUE INDEX ix_insight_sketches_sequence ON insight_sketches (sequence);

CREATE TABLE insight_runs (
  run bigint NOT NULL,
  sequence bigint NOT NULL,
  PRIMARY KEY (run, sequence)
);

CREATE TABLE insight_index_marks (
  name text PRIMARY KEY,
  sequence bigint NOT NULL,
  changed_utc timestamptz NOT NULL
);

CREATE TABLE insight_same_pairs (
  id uuid PRIMARY KEY,
  newer_id uuid NOT NULL,
  older_id uuid NOT NULL,
  score double precision NOT NULL,
  text_share double precision NOT NULL,
  title_share double precision NOT NULL,
  places integer NOT NULL,
  state text NOT NULL,
  found_utc timestamptz NOT NULL,
  decided_utc timestamptz,
  decided_by text,
  version integer NOT NULL
);
CREATE INDEX ix_insight_same_pairs_newer_id ON insight_same_pairs (newer_id);
CREATE INDEX ix_insight_same_pairs_older_id ON insight_same_pairs (older_id);
CREATE INDEX ix_insight_same_pairs_state ON insight_same_pairs (state, found_utc);
