-- Supervision: the rungs of the ladder as rules, and what each case has been given.
CREATE TABLE supervision_rules (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  trigger TEXT NOT NULL,
  amount INTEGER NOT NULL,
  unit TEXT NOT NULL,
  level TEXT NOT NULL,
  tells_desk INTEGER NOT NULL,
  answer_days INTEGER,
  basis TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE supervisions (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  rung TEXT NOT NULL,
  occurrence TEXT NOT NULL,
  level TEXT NOT NULL,
  trigger TEXT NOT NULL,
  rule TEXT,
  is_skipped INTEGER NOT NULL,
  unit_id TEXT NOT NULL,
  issued_utc TEXT NOT NULL,
  issued_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  owner TEXT,
  letter_year INTEGER,
  letter_number INTEGER,
  answer_due_utc TEXT,
  answered_utc TEXT,
  answered_by TEXT,
  answer TEXT,
  answer_files TEXT NOT NULL,
  lifted_utc TEXT,
  lifted_by TEXT,
  lift_reason TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
-- Each rung once for each case and occurrence, whatever restarts, however many nodes there are.
CREATE UNIQUE INDEX ix_supervisions_case_id_rung_occurrence ON supervisions (case_id, rung, occurrence);
CREATE UNIQUE INDEX ix_supervisions_letter_year_letter_number ON supervisions (letter_year, letter_number);
CREATE INDEX ix_supervisions_unit_id_issued_utc ON supervisions (unit_id, issued_utc);
CREATE INDEX ix_supervisions_answer_due_utc ON supervisions (answer_due_utc) WHERE answered_utc IS NULL AND lifted_utc IS NULL;

-- How many cases more one notice speaks of.
ALTER TABLE case_notices ADD COLUMN more INTEGER NOT NULL DEFAULT 0;

INSERT INTO supervision_rules (code, name, name_en, trigger, amount, unit, level, tells_desk, answer_days, basis, valid_from, valid_to, version) VALUES
  ('due-soon', '到期前一个工作日提醒', 'Remind one working day before the limit', 'BeforeDue', 1, 'WorkingDay', 'Remind', 0, NULL, '12345热线办理通行做法：到期前提醒', '2020-01-01', NULL, 1),
  ('overdue', '到期未办结催办', 'Urge when the limit is over', 'AtDue', 0, 'WorkingDay', 'Urge', 1, NULL, '12345热线办理通行做法：超期次日发催办通知', '2020-01-01', NULL, 1),
  ('overdue-letter', '超期三个工作日发督办函', 'Letter three working days after the limit', 'AfterDue', 3, 'WorkingDay', 'Letter', 1, 5, '信访工作条例第40条（督办）；天数为建议值', '2020-01-01', NULL, 1),
  ('overdue-listed', '超期十个工作日挂牌督办', 'Listed ten working days after the limit', 'AfterDue', 10, 'WorkingDay', 'Listed', 1, 5, '信访工作条例第39条（挂牌督办、限期整改）；天数为建议值', '2020-01-01', NULL, 1),
  ('returned', '两次退单催办', 'Urge when returned twice', 'Returned', 2, 'WorkingDay', 'Urge', 1, NULL, '建议值：反复退单', '2020-01-01', NULL, 1),
  ('sent-back', '两次退回重办发督办函', 'Letter when sent back twice', 'SentBack', 2, 'WorkingDay', 'Letter', 1, 5, '信访工作条例第40条（督办）；次数为建议值', '2020-01-01', NULL, 1),
  ('dissatisfied', '回访不满意催办', 'Urge when the call-back was dissatisfied', 'Dissatisfied', 0, 'WorkingDay', 'Urge', 0, NULL, '建议值：群众不满意', '2020-01-01', NULL, 1),
  ('unanswered-letter', '督办函逾期未答复挂牌督办', 'Listed when a letter is not answered', 'Unanswered', 0, 'WorkingDay', 'Listed', 1, 5, '信访工作条例第39条（挂牌督办）', '2020-01-01', NULL, 1),
  ('unanswered-listed', '挂牌督办逾期未答复提出问责建议', 'Accountability when a listing is not answered', 'Unanswered', 3, 'WorkingDay', 'Accountability', 1, 5, '信访工作条例第40条（改进工作、完善政策、追究责任的建议）；天数为建议值', '2020-01-01', NULL, 1);

-- Rights for those who dispatch, handle and lead, as long as the county has left these roles their work.
UPDATE roles SET rights = rights || ' supervision.issue' WHERE code = 'town-dispatcher' AND ' ' || rights || ' ' LIKE '% cases.dispatch %';
UPDATE roles SET rights = rights || ' supervision.issue' WHERE code = 'county-dispatcher' AND ' ' || rights || ' ' LIKE '% cases.dispatch %';
UPDATE roles SET rights = rights || ' supervision.note' WHERE code = 'leader' AND ' ' || rights || ' ' LIKE '% cases.read-area %';
UPDATE roles SET rights = rights || ' supervision.note' WHERE code = 'county-dispatcher' AND ' ' || rights || ' ' LIKE '% cases.read-area %';
UPDATE roles SET rights = rights || ' supervision.answer' WHERE code = 'handler' AND ' ' || rights || ' ' LIKE '% cases.handle %';
UPDATE roles SET rights = rights || ' supervision.answer' WHERE code = 'village-officer' AND ' ' || rights || ' ' LIKE '% cases.handle %';
