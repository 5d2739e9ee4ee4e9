-- The limits on the clock of a case: the rules they come from, the one set at the dispatch, extensions, standstills, what waits for a decision;
-- the limit of law that governs; how often and how long limits may be extended, and how long a unit may say "not mine".
ALTER TABLE cases ADD COLUMN close_due_first_utc timestamptz;
ALTER TABLE cases ADD COLUMN statute_due_utc timestamptz;
ALTER TABLE cases ADD COLUMN statute_due_original_utc timestamptz;
ALTER TABLE cases ADD COLUMN sign_rule text;
ALTER TABLE cases ADD COLUMN contact_rule text;
ALTER TABLE cases ADD COLUMN close_rule text;
ALTER TABLE cases ADD COLUMN dispatch_rule text;
ALTER TABLE cases ADD COLUMN statute_rule text;
ALTER TABLE cases ADD COLUMN extended_amount integer NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN times_extended integer NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN times_suspended integer NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN ask text;
ALTER TABLE cases ADD COLUMN asked_utc timestamptz;
ALTER TABLE cases ADD COLUMN asked_amount integer;
ALTER TABLE cases ADD COLUMN held_utc timestamptz;
ALTER TABLE cases ADD COLUMN hold text;
ALTER TABLE cases ADD COLUMN hold_review_on date;
ALTER TABLE cases ADD COLUMN hold_owner_unit_id uuid;
ALTER TABLE cases ADD COLUMN stood_still text NOT NULL DEFAULT '';
UPDATE cases SET close_due_first_utc = close_due_utc WHERE close_due_utc IS NOT NULL;
CREATE INDEX ix_cases_asked ON cases (asked_utc) WHERE asked_utc IS NOT NULL;
CREATE INDEX ix_cases_held ON cases (held_utc) WHERE held_utc IS NOT NULL;
CREATE INDEX ix_cases_running ON cases (id) WHERE dispatched_utc IS NOT NULL AND closed_utc IS NULL;
CREATE INDEX ix_case_timeline_asks ON case_timeline (move, at_utc) WHERE move IN
  ('RequestReturn', 'ApproveReturn', 'RefuseReturn', 'RequestExtension', 'ApproveExtension', 'RefuseExtension', 'Pause', 'RequestSuspension', 'Suspend', 'RefuseSuspension', 'ReviewSuspension', 'Resume');

ALTER TABLE limit_rules ADD COLUMN is_pausable boolean NOT NULL DEFAULT false;
ALTER TABLE limit_rules ADD COLUMN extension_amount integer;
ALTER TABLE limit_rules ADD COLUMN extension_times integer NOT NULL DEFAULT 0;
ALTER TABLE limit_rules ADD COLUMN extension_by text;

-- As long again, once, by the county's desk; where life or property is in danger there is no more time. Local practice, like the limits themselves.
UPDATE limit_rules SET is_pausable = true, extension_amount = amount, extension_times = 1, extension_by = 'CountyDesk' WHERE kind = 'Close' AND urgency IS NULL;
UPDATE limit_rules SET extension_amount = amount, extension_times = 1, extension_by = 'CountyDesk' WHERE kind = 'Close' AND urgency = 'Urgent';

INSERT INTO limit_rules (code, kind, category_prefix, channel, urgency, amount, unit, rolls_over_rest_days, basis, valid_from, valid_to) VALUES
  ('return', 'Return', '', NULL, NULL, 5, 'WorkingDay', false, '信访工作条例第23条：收到之日起5个工作日内提出异议', '2020-01-01', NULL),
  ('return-urgent', 'Return', '', NULL, 'Urgent', 4, 'Hour', false, '地方惯例，可配置', '2020-01-01', NULL),
  ('return-critical', 'Return', '', NULL, 'Critical', 1, 'Hour', false, '地方惯例，可配置', '2020-01-01', NULL);

-- A limit of law that governs cases runs on their clock beside the county's own.
ALTER TABLE statute_limits ADD COLUMN category_prefix text;
ALTER TABLE statute_limits ADD COLUMN channel text;
ALTER TABLE statute_limits ADD COLUMN urgency text;
UPDATE statute_limits SET channel = 'Hotline', urgency = 'Critical' WHERE code = 'hotline-critical';
UPDATE statute_limits SET channel = 'Hotline', urgency = 'Urgent' WHERE code = 'hotline-urgent';
-- An ordinary matter that proves difficult has 15 days: the outer limit of the hotline.
UPDATE statute_limits SET channel = 'Hotline', urgency = 'Normal' WHERE code = 'hotline-complex';

-- Leaders decide for their own unit where a limit names the head of the unit. A county's own choice of rights stays.
UPDATE roles SET rights = 'cases.read cases.read-area cases.read-sensitive cases.extend statistics.read'
WHERE code = 'leader' AND rights = 'cases.read cases.read-area cases.read-sensitive statistics.read';
