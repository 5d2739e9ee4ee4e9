-- Words the county chooses: dictionaries, texts of notices, and the reason of a move by its code.
CREATE TABLE words (
  id TEXT PRIMARY KEY,
  list TEXT NOT NULL,
  code TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  rank INTEGER NOT NULL,
  is_active INTEGER NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE notice_templates (
  kind TEXT PRIMARY KEY,
  text_zh TEXT NOT NULL,
  text_en TEXT NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;

ALTER TABLE case_timeline ADD COLUMN reason TEXT;

-- A comment that names a unit is a notice to it, as a move is; such a notice says from whom.
ALTER TABLE case_notices RENAME COLUMN move TO kind;
ALTER TABLE case_notices ADD COLUMN from_unit_id TEXT;

INSERT INTO words (id, list, code, name_zh, name_en, rank, is_active, version) VALUES
  ('return-reason.not-ours', 'return-reason', 'not-ours', '不属本单位职责', 'Not a duty of this unit', 10, 1, 1),
  ('return-reason.other-lead', 'return-reason', 'other-lead', '应由其他单位牵头', 'Another unit should lead', 20, 1, 1),
  ('return-reason.other-area', 'return-reason', 'other-area', '不在本单位辖区', 'Outside the area of this unit', 30, 1, 1),
  ('return-reason.unclear', 'return-reason', 'unclear', '诉求内容不清', 'The matter is not clear', 40, 1, 1),
  ('return-reason.duplicate', 'return-reason', 'duplicate', '与在办事项重复', 'Repeats an open case', 50, 1, 1),
  ('refusal-route.court', 'refusal-route', 'court', '向人民法院起诉', 'Action before the peoples court', 10, 1, 1),
  ('refusal-route.arbitration', 'refusal-route', 'arbitration', '劳动人事争议仲裁', 'Labour arbitration', 20, 1, 1),
  ('refusal-route.reconsideration', 'refusal-route', 'reconsideration', '行政复议', 'Administrative reconsideration', 30, 1, 1),
  ('refusal-route.discipline', 'refusal-route', 'discipline', '纪检监察举报', 'Report to discipline inspection', 40, 1, 1),
  ('refusal-route.disclosure', 'refusal-route', 'disclosure', '政府信息公开申请', 'Request for government information', 50, 1, 1),
  ('refusal-route.police', 'refusal-route', 'police', '向公安机关报案', 'Report to the police', 60, 1, 1),
  ('refusal-route.none', 'refusal-route', 'none', '不属于受理范围', 'Outside what is taken in', 70, 1, 1),
  ('send-back-reason.not-solved', 'send-back-reason', 'not-solved', '问题没有解决', 'The problem is not solved', 10, 1, 1),
  ('send-back-reason.no-contact', 'send-back-reason', 'no-contact', '没有联系诉求人', 'The reporter was not contacted', 20, 1, 1),
  ('send-back-reason.no-evidence', 'send-back-reason', 'no-evidence', '办结材料不足', 'Too little evidence of the work', 30, 1, 1),
  ('send-back-reason.untrue', 'send-back-reason', 'untrue', '答复与事实不符', 'The answer does not fit the facts', 40, 1, 1),
  ('withdrawal-reason.settled', 'withdrawal-reason', 'settled', '已经自行解决', 'Settled by themselves', 10, 1, 1),
  ('withdrawal-reason.mistaken', 'withdrawal-reason', 'mistaken', '误报', 'Reported by mistake', 20, 1, 1),
  ('withdrawal-reason.elsewhere', 'withdrawal-reason', 'elsewhere', '另行反映', 'Reported elsewhere', 30, 1, 1),
  ('withdrawal-reason.wish', 'withdrawal-reason', 'wish', '诉求人要求撤回', 'The reporter asked for it', 40, 1, 1);

-- Whoever runs the county's desk keeps its words. A county's own choice of rights stays.
UPDATE roles SET rights = 'cases.read cases.read-area cases.register cases.answer cases.dispatch cases.import statistics.read words.manage'
WHERE code = 'county-dispatcher' AND rights = 'cases.read cases.read-area cases.register cases.answer cases.dispatch cases.import statistics.read';
