-- Anchors of the audit chains, and what may be forgotten. An entry is never changed; it is removed only below the base of its chain, and a
-- base is set only at an anchor that was made at least 184 days of running time ago (网络安全法 23), whatever the clock says.
CREATE TABLE audit_anchors (
  number INTEGER NOT NULL,
  chain INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  at_utc TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  previous BLOB NOT NULL,
  suite INTEGER NOT NULL,
  public_key BLOB NOT NULL,
  signature BLOB NOT NULL,
  PRIMARY KEY (chain, number)
) WITHOUT ROWID;

CREATE TABLE audit_ages (
  chain INTEGER PRIMARY KEY,
  minutes INTEGER NOT NULL
);

CREATE TABLE audit_bases (
  chain INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL
);

CREATE INDEX ix_audit_entries_at ON audit_entries (at_utc);

CREATE TRIGGER audit_entries_unchanged BEFORE UPDATE ON audit_entries
BEGIN
  SELECT RAISE(ABORT, 'audit entries are never changed');
END;

CREATE TRIGGER audit_entries_kept BEFORE DELETE ON audit_entries
WHEN NOT EXISTS (SELECT 1 FROM audit_bases b WHERE b.chain = OLD.chain AND b.sequence >= OLD.sequence)
BEGIN
  SELECT RAISE(ABORT, 'audit entries are kept');
END;

CREATE TRIGGER audit_bases_floor BEFORE INSERT ON audit_bases
WHEN NOT EXISTS (
  SELECT 1 FROM audit_anchors a JOIN audit_ages g ON g.chain = a.chain
  WHERE a.chain = NEW.chain AND a.sequence = NEW.sequence AND a.hash = NEW.hash AND g.minutes - a.minutes >= 264960)
BEGIN
  SELECT RAISE(ABORT, 'audit entries are kept for 184 days');
END;

CREATE TRIGGER audit_bases_floor_again BEFORE UPDATE ON audit_bases
WHEN NOT EXISTS (
  SELECT 1 FROM audit_anchors a JOIN audit_ages g ON g.chain = a.chain
  WHERE a.chain = NEW.chain AND a.sequence = NEW.sequence AND a.hash = NEW.hash AND g.minutes - a.minutes >= 264960)
BEGIN
  SELECT RAISE(ABORT, 'audit entries are kept for 184 days');
END;
