-- Passkeys (WebAuthn): the public half of key pairs that stay in people's own devices.
CREATE TABLE passkeys (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  name text NOT NULL,
  credential_id bytea NOT NULL,
  public_key bytea NOT NULL,
  sign_count bigint NOT NULL,
  transports text NOT NULL,
  is_backup_eligible boolean NOT NULL,
  is_backed_up boolean NOT NULL,
  added_utc timestamptz NOT NULL,
  used_utc timestamptz,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ux_passkeys_credential_id ON passkeys (credential_id);
CREATE INDEX ix_passkeys_account_id ON passkeys (account_id);
