-- Passkeys (WebAuthn): the public half of key pairs that stay in people's own devices.
CREATE TABLE passkeys (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  name TEXT NOT NULL,
  credential_id BLOB NOT NULL,
  public_key BLOB NOT NULL,
  sign_count INTEGER NOT NULL,
  transports TEXT NOT NULL,
  is_backup_eligible INTEGER NOT NULL,
  is_backed_up INTEGER NOT NULL,
  added_utc TEXT NOT NULL,
  used_utc TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_passkeys_credential_id ON passkeys (credential_id);
CREATE INDEX ix_passkeys_account_id ON passkeys (account_id);
