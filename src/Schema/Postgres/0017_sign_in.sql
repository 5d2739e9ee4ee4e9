-- Sessions as their owners see them, browsers an account has signed in from, and when passwords were set.
ALTER TABLE accounts ADD COLUMN password_set_utc timestamptz;

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  stamp text NOT NULL,
  agent text NOT NULL,
  source text NOT NULL,
  began_utc timestamptz NOT NULL,
  seen_utc timestamptz NOT NULL,
  ends_utc timestamptz NOT NULL,
  version integer NOT NULL
);
CREATE INDEX ix_sessions_account_id ON sessions (account_id);

CREATE TABLE known_devices (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  hash bytea NOT NULL,
  failed_count integer NOT NULL,
  locked_until_utc timestamptz,
  used_utc timestamptz NOT NULL,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ux_known_devices_hash ON known_devices (account_id, hash);

CREATE TABLE earlier_passwords (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  password_hash text NOT NULL
);
CREATE INDEX ix_earlier_passwords_account_id ON earlier_passwords (account_id);
