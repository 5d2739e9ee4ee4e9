-- Sign-on by the county's own provider (OpenID Connect): whose subject an account is, which posts a group gave, and answers used up.
CREATE TABLE sign_on_bindings (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  bound_utc TEXT NOT NULL,
  used_utc TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_sign_on_bindings_subject ON sign_on_bindings (issuer, subject);
CREATE UNIQUE INDEX ux_sign_on_bindings_account ON sign_on_bindings (account_id, issuer);

CREATE TABLE spent_sign_ons (
  hash TEXT PRIMARY KEY,
  until_utc TEXT NOT NULL
) WITHOUT ROWID;

ALTER TABLE posts ADD COLUMN is_mapped INTEGER NOT NULL DEFAULT 0;
