-- Anchors of the audit chains, and what may be forgotten. An entry is never changed; it is removed only below the base of its chain, and a
-- base is set only at an anchor that was made at least 184 days of running time ago (网络安全法 23), whatever the clock says.
CREATE TABLE audit_anchors (
  number bigint NOT NULL,
  chain integer NOT NULL,
  sequence bigint NOT NULL,
  hash bytea NOT NULL,
  at_utc timestamptz NOT NULL,
  minutes bigint NOT NULL,
  previous bytea NOT NULL,
  suite integer NOT NULL,
  public_key bytea NOT NULL,
  signature bytea NOT NULL,
  PRIMARY KEY (chain, number)
);

CREATE TABLE audit_ages (
  chain integer PRIMARY KEY,
  minutes bigint NOT NULL
);

CREATE TABLE audit_bases (
  chain integer PRIMARY KEY,
  sequence bigint NOT NULL,
  hash bytea NOT NULL
);

CREATE INDEX ix_audit_entries_at ON audit_entries (at_utc);

CREATE FUNCTION audit_entries_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are never changed';
END $$;
CREATE TRIGGER audit_entries_unchanged BEFORE UPDATE ON audit_entries FOR EACH ROW EXECUTE FUNCTION audit_entries_unchanged();

CREATE FUNCTION audit_entries_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM audit_bases b WHERE b.chain = OLD.chain AND b.sequence >= OLD.sequence) THEN
    RAISE EXCEPTION 'audit entries are kept';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER audit_entries_kept BEFORE DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION audit_entries_kept();

CREATE FUNCTION audit_not_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are kept';
END $$;
CREATE TRIGGER audit_entries_not_truncated BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION audit_not_truncated();

CREATE FUNCTION audit_bases_floor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM audit_anchors a JOIN audit_ages g ON g.chain = a.chain
    WHERE a.chain = NEW.chain AND a.sequence = NEW.sequence AND a.hash = NEW.hash AND g.minutes - a.minutes >= 264960) THEN
    RAISE EXCEPTION 'audit entries are kept for 184 days';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_bases_floor BEFORE INSERT OR UPDATE ON audit_bases FOR EACH ROW EXECUTE FUNCTION audit_bases_floor();
