-- Call-backs: one task for each round of a case that is to be asked about, its tries, and the rules they are made and weighed by.
CREATE TABLE call_back_tasks (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  round INTEGER NOT NULL,
  unit_id TEXT,
  was_contacted INTEGER NOT NULL,
  opened_utc TEXT NOT NULL,
  due_utc TEXT NOT NULL,
  state TEXT NOT NULL,
  tries INTEGER NOT NULL,
  next_utc TEXT,
  link_hash TEXT,
  link_expires_utc TEXT,
  exclusion TEXT,
  exclusion_text TEXT NOT NULL,
  exclusion_asked_by TEXT,
  way TEXT,
  resolution TEXT,
  satisfaction TEXT,
  words TEXT NOT NULL,
  ended_utc TEXT,
  ended_by TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
-- One for each round, whoever verifies, however many nodes there are.
CREATE UNIQUE INDEX ix_call_back_tasks_case_id_round ON call_back_tasks (case_id, round);
CREATE UNIQUE INDEX ix_call_back_tasks_link_hash ON call_back_tasks (link_hash) WHERE link_hash IS NOT NULL;
CREATE INDEX ix_call_back_tasks_due_utc ON call_back_tasks (due_utc);
CREATE INDEX ix_call_back_tasks_open ON call_back_tasks (due_utc) WHERE ended_utc IS NULL;

CREATE TABLE call_back_tries (
  id TEXT PRIMARY KEY,
  task_id TEXT NOT NULL REFERENCES call_back_tasks (id),
  at_utc TEXT NOT NULL,
  account TEXT NOT NULL,
  outcome TEXT NOT NULL,
  next_utc TEXT
) WITHOUT ROWID;
CREATE INDEX ix_call_back_tries_task_id ON call_back_tries (task_id);

CREATE TABLE call_back_rules (
  code TEXT PRIMARY KEY,
  valid_from TEXT NOT NULL,
  most_tries INTEGER NOT NULL,
  due_days INTEGER NOT NULL,
  link_days INTEGER NOT NULL,
  partly_weight INTEGER NOT NULL,
  mostly_weight INTEGER NOT NULL,
  so_so_weight INTEGER NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;
-- Proposals: the laws ask for call-backs, and leave days, tries and weights to the county.
INSERT INTO call_back_rules (code, valid_from, most_tries, due_days, link_days, partly_weight, mostly_weight, so_so_weight, version)
VALUES ('2020-01-01', '2020-01-01', 3, 3, 7, 50, 80, 50, 1);

-- What was recorded before there were tasks, and what waits now.
INSERT INTO call_back_tasks (id, case_id, round, unit_id, was_contacted, opened_utc, due_utc, state, tries, exclusion_text, way, resolution, satisfaction, words, ended_utc, ended_by, version)
SELECT e.id, e.case_id, ROW_NUMBER() OVER (PARTITION BY e.case_id ORDER BY e.at_utc, e.id), c.lead_unit_id,
  CASE WHEN c.contacted_utc IS NOT NULL AND (c.contact_due_utc IS NULL OR c.contacted_utc <= c.contact_due_utc) THEN 1 ELSE 0 END,
  e.at_utc, e.at_utc, 'Done', 0, '', 'Phone', e.resolution, e.satisfaction, '', e.at_utc, e.account, 1
FROM case_timeline e JOIN cases c ON c.id = e.case_id
WHERE e.move = 'CallBack';
INSERT INTO call_back_tasks (id, case_id, round, unit_id, was_contacted, opened_utc, due_utc, state, tries, exclusion_text, words, version)
SELECT c.id, c.id, 1 + (SELECT COUNT(*) FROM case_timeline e WHERE e.case_id = c.id AND e.move = 'CallBack'), c.lead_unit_id,
  CASE WHEN c.contacted_utc IS NOT NULL AND (c.contact_due_utc IS NULL OR c.contacted_utc <= c.contact_due_utc) THEN 1 ELSE 0 END,
  c.updated_utc, c.updated_utc, 'Waiting', 0, '', '', 1
FROM cases c
WHERE c.state = 'Verified';
