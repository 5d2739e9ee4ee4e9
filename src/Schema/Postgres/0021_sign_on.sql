-- Sign-on by the county's own provider (OpenID Connect): whose subject an account is, which posts a group gave, and answers used up.
CREATE TABLE sign_on_bindings (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  issuer text NOT NULL,
  subject text NOT NULL,
  bound_utc timestamptz NOT NULL,
  used_utc timestamptz,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ux_sign_on_bindings_subject ON sign_on_bindings (issuer, subject);
CREATE UNIQUE INDEX ux_sign_on_bindings_account ON sign_on_bindings (account_id, issuer);

CREATE TABLE spent_sign_ons (
  hash text PRIMARY KEY,
  until_utc timestamptz NOT NULL
);

ALTER TABLE posts ADD COLUMN is_mapped boolean NOT NULL DEFAULT FALSE;
