-- Who may see a case beyond its area and units, and the unit from which its reporter is kept.
ALTER TABLE cases ADD COLUMN secrecy text NOT NULL DEFAULT 'Ordinary';
ALTER TABLE cases ADD COLUMN secrecy_reason text;
ALTER TABLE cases ADD COLUMN about_unit_id uuid;

CREATE TABLE case_readers (
  case_id uuid NOT NULL REFERENCES cases (id),
  account text NOT NULL,
  PRIMARY KEY (case_id, account)
);
CREATE INDEX ix_case_readers_account ON case_readers (account);

-- Sensitive cases are read by those who dispatch, verify, call back or answer for the area. A county's own choice of rights stays.
UPDATE roles SET rights = 'cases.read cases.read-area cases.read-sensitive cases.restrict cases.register cases.answer cases.dispatch statistics.read'
WHERE code = 'town-dispatcher' AND rights = 'cases.read cases.read-area cases.register cases.answer cases.dispatch statistics.read';
UPDATE roles SET rights = 'cases.read cases.read-area cases.read-sensitive cases.restrict cases.register cases.answer cases.dispatch cases.import statistics.read words.manage'
WHERE code = 'county-dispatcher' AND rights = 'cases.read cases.read-area cases.register cases.answer cases.dispatch cases.import statistics.read words.manage';
UPDATE roles SET rights = 'cases.read cases.read-area cases.read-sensitive cases.verify'
WHERE code = 'verifier' AND rights = 'cases.read cases.read-area cases.verify';
UPDATE roles SET rights = 'cases.read cases.read-area cases.read-sensitive cases.register cases.call-back statistics.read'
WHERE code = 'callback' AND rights = 'cases.read cases.read-area cases.register cases.call-back statistics.read';
UPDATE roles SET rights = 'cases.read cases.read-area cases.read-sensitive statistics.read'
WHERE code = 'leader' AND rights = 'cases.read cases.read-area statistics.read';
