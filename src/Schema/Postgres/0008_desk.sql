-- The desk: what people settle for themselves, the views they keep, who looks at which case, and the pulse that tells nodes of changes.
CREATE TABLE account_settings (
  account_id uuid NOT NULL REFERENCES accounts (id),
  name text NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (account_id, name)
);

CREATE TABLE saved_views (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  name text NOT NULL,
  query text NOT NULL,
  is_default boolean NOT NULL,
  created_utc timestamptz NOT NULL
);
CREATE UNIQUE INDEX ux_saved_views_account ON saved_views (account_id, name);

CREATE TABLE desk_pulses (
  name text PRIMARY KEY,
  revision uuid NOT NULL
);

CREATE TABLE case_presence (
  case_id uuid NOT NULL REFERENCES cases (id),
  account text NOT NULL,
  node uuid NOT NULL,
  until_utc timestamptz NOT NULL,
  PRIMARY KEY (case_id, account, node)
);
CREATE INDEX ix_case_presence_until ON case_presence (until_utc);
