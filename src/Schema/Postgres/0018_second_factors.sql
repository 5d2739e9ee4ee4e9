-- Second factors of accounts: codes by the clock (RFC 6238), and codes on paper for the day the telephone is lost.
CREATE TABLE authenticators (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  sealed_secret text NOT NULL,
  last_step bigint NOT NULL,
  added_utc timestamptz NOT NULL,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ux_authenticators_account_id ON authenticators (account_id);

CREATE TABLE recovery_codes (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  hash bytea NOT NULL,
  used_utc timestamptz,
  version integer NOT NULL
);
CREATE INDEX ix_recovery_codes_account_id ON recovery_codes (account_id);
