-- Supervision: the rungs of the ladder as rules, and what each case has been given.
CREATE TABLE supervision_rules (
  code text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  name_en text NOT NULL,
  trigger text NOT NULL,
  amount integer NOT NULL,
  unit text NOT NULL,
  level text NOT NULL,
  tells_desk boolean NOT NULL,
  answer_days integer,
  basis text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  version integer NOT NULL
);

CREATE TABLE supervisions (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  rung text NOT NULL,
  occurrence text NOT NULL,
  level text NOT NULL,
  trigger text NOT NULL,
  rule text,
  is_skipped boolean NOT NULL,
  unit_id uuid NOT NULL,
  issued_utc timestamptz NOT NULL,
  issued_by text NOT NULL,
  reason text NOT NULL,
  owner text,
  letter_year integer,
  letter_number bigint,
  answer_due_utc timestamptz,
  answered_utc timestamptz,
  answered_by text,
  answer text,
  answer_files text NOT NULL,
  lifted_utc timestamptz,
  lifted_by text,
  lift_reason text,
  version integer NOT NULL
);
-- Each rung once for each case and occurrence, whatever restarts, however many nodes there are.
CREATE UNIQUE INDEX ix_supervisions_case_id_rung_occurrence ON supervisions (case_id, rung, occurrence);
CREATE UNIQUE INDEX ix_supervisions_letter_year_letter_number ON supervisions (letter_year, letter_number);
CREATE INDEX ix_supervisions_unit_id_issued_utc ON supervisions (unit_id, issued_utc);
CREATE INDEX ix_supervisions_answer_due_utc ON supervisions (answer_due_utc) WHERE answered_utc IS NULL AND lifted_utc IS NULL;

-- How many cases more one notice speaks of.
ALTER TABLE case_notices ADD COLUMN more integer NOT NULL DEFAULT 0;

INSERT INTO supervision_rules (code, name, name_en, trigger, amount, unit, level, tells_desk, answer_days, basis, valid_from, valid_to, version) VALUES
  ('due-soon', '到期前一个工作日提醒', 'Remind one working day before the limit', 'BeforeDue', 1, 'WorkingDay', 'Remind', false, NULL, '12345热线办理通行做法：到期前提醒', '2020-01-01', NULL, 1),
  ('overdue', '到期未办结催办', 'Urge when the limit is over', 'AtDue', 0, 'WorkingDay', 'Urge', true, NULL, '12345热线办理通行做法：超期次日发催办通知', '2020-01-01', NULL, 1),
  ('overdue-letter', '超期三个工作日发督办函', 'Letter three working days after the limit', 'AfterDue', 3, 'WorkingDay', 'Letter', true, 5, '信访工作条例第40条（督办）；天数为建议值', '2020-01-01', NULL, 1),
  ('overdue-listed', '超期十个工作日挂牌督办', 'Listed ten working days after the limit', 'AfterDue', 10, 'WorkingDay', 'Listed', true, 5, '信访工作条例第39条（挂牌督办、限期整改）；天数为建议值', '2020-01-01', NULL, 1),
  ('returned', '两次退单催办', 'Urge when returned twice', 'Returned', 2, 'WorkingDay', 'Urge', true, NULL, '建议值：反复退单', '2020-01-01', NULL, 1),
  ('sent-back', '两次退回重办发督办函', 'Letter when sent back twice', 'SentBack', 2, 'WorkingDay', 'Letter', true, 5, '信访工作条例第40条（督办）；次数为建议值', '2020-01-01', NULL, 1),
  ('dissatisfied', '回访不满意催办', 'Urge when the call-back was dissatisfied', 'Dissatisfied', 0, 'WorkingDay', 'Urge', false, NULL, '建议值：群众不满意', '2020-01-01', NULL, 1),
  ('unanswered-letter', '督办函逾期未答复挂牌督办', 'Listed when a letter is not answered', 'Unanswered', 0, 'WorkingDay', 'Listed', true, 5, '信访工作条例第39条（挂牌督办）', '2020-01-01', NULL, 1),
  ('unanswered-listed', '挂牌督办逾期未答复提出问责建议', 'Accountability when a listing is not answered', 'Unanswered', 3, 'WorkingDay', 'Accountability', true, 5, '信访工作条例第40条（改进工作、完善政策、追究责任的建议）；天数为建议值', '2020-01-01', NULL, 1);

-- Rights for those who dispatch, handle and lead, as long as the county has left these roles their work.
UPDATE roles SET rights = rights || ' supervision.issue' WHERE code = 'town-dispatcher' AND ' ' || rights || ' ' LIKE '% cases.dispatch %';
UPDATE roles SET rights = rights || ' supervision.issue' WHERE code = 'county-dispatcher' AND ' ' || rights || ' ' LIKE '% cases.dispatch %';
UPDATE roles SET rights = rights || ' supervision.note' WHERE code = 'leader' AND ' ' || rights || ' ' LIKE '% cases.read-area %';
UPDATE roles SET rights = rights || ' supervision.note' WHERE code = 'county-dispatcher' AND ' ' || rights || ' ' LIKE '% cases.read-area %';
UPDATE roles SET rights = rights || ' supervision.answer' WHERE code = 'handler' AND ' ' || rights || ' ' LIKE '% cases.handle %';
UPDATE roles SET rights = rights || ' supervision.answer' WHERE code = 'village-officer' AND ' ' || rights || ' ' LIKE '% cases.handle %';
