-- The closed loop: cases, who takes part, what happened, what belongs to them; categories and the rules for units and limits.
CREATE TABLE cases (
  id TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL,
  number TEXT NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  channel TEXT NOT NULL,
  category TEXT,
  urgency TEXT NOT NULL,
  people_concerned INTEGER NOT NULL,
  wish TEXT NOT NULL,
  place TEXT NOT NULL,
  longitude REAL,
  latitude REAL,
  address TEXT,
  desk TEXT NOT NULL,
  lead_unit_id TEXT,
  is_final_dispatch INTEGER NOT NULL,
  first_receiver TEXT NOT NULL,
  first_receiver_unit_id TEXT,
  received_utc TEXT NOT NULL,
  registered_utc TEXT NOT NULL,
  dispatched_utc TEXT,
  signed_utc TEXT,
  contacted_utc TEXT,
  stopped_utc TEXT,
  closed_utc TEXT,
  sign_due_utc TEXT,
  contact_due_utc TEXT,
  close_due_utc TEXT,
  close_due_original_utc TEXT,
  submitted_by TEXT,
  resolution TEXT,
  satisfaction TEXT,
  rating TEXT,
  times_returned INTEGER NOT NULL,
  times_sent_back INTEGER NOT NULL,
  times_reopened INTEGER NOT NULL,
  merged_into_id TEXT,
  updated_utc TEXT NOT NULL,
  external_source TEXT,
  external_id TEXT
);
CREATE UNIQUE INDEX ix_cases_sequence ON cases (sequence);
CREATE UNIQUE INDEX ix_cases_number ON cases (number);
CREATE UNIQUE INDEX ix_cases_external ON cases (external_source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX ix_cases_place ON cases (place, received_utc);
CREATE INDEX ix_cases_state_desk ON cases (state, desk);
CREATE INDEX ix_cases_lead_unit ON cases (lead_unit_id, state);
CREATE INDEX ix_cases_received ON cases (received_utc);

CREATE TABLE case_units (
  case_id TEXT NOT NULL REFERENCES cases (id),
  unit_id TEXT NOT NULL,
  is_lead INTEGER NOT NULL,
  is_active INTEGER NOT NULL,
  since_utc TEXT NOT NULL,
  PRIMARY KEY (case_id, unit_id)
) WITHOUT ROWID;
CREATE INDEX ix_case_units_unit ON case_units (unit_id, case_id);

CREATE TABLE case_timeline (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  at_utc TEXT NOT NULL,
  move TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  account TEXT NOT NULL,
  unit_id TEXT,
  to_unit_id TEXT,
  text TEXT NOT NULL,
  resolution TEXT,
  satisfaction TEXT,
  is_public INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_case_timeline_case ON case_timeline (case_id, at_utc);

CREATE TABLE case_people (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  role TEXT NOT NULL,
  wrapped_key BLOB NOT NULL,
  sealed BLOB NOT NULL,
  phone_hash TEXT,
  external_hash TEXT
) WITHOUT ROWID;
CREATE INDEX ix_case_people_case ON case_people (case_id);
CREATE INDEX ix_case_people_phone ON case_people (phone_hash) WHERE phone_hash IS NOT NULL;

CREATE TABLE case_attachments (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  stage TEXT NOT NULL,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_utc TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_case_attachments_case ON case_attachments (case_id);

CREATE TABLE case_notices (
  id TEXT PRIMARY KEY,
  unit_id TEXT NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases (id),
  move TEXT NOT NULL,
  at_utc TEXT NOT NULL,
  seen_utc TEXT
) WITHOUT ROWID;
CREATE INDEX ix_case_notices_unit ON case_notices (unit_id, at_utc);

CREATE TABLE categories (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  keywords TEXT NOT NULL,
  needs_photos INTEGER NOT NULL,
  is_active INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE dispatch_rules (
  code TEXT PRIMARY KEY,
  category_prefix TEXT NOT NULL,
  region_prefix TEXT NOT NULL,
  lead_unit TEXT NOT NULL,
  assisting_units TEXT NOT NULL,
  close_amount INTEGER,
  close_unit TEXT,
  valid_from TEXT NOT NULL,
  valid_to TEXT
) WITHOUT ROWID;

CREATE TABLE limit_rules (
  code TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  category_prefix TEXT NOT NULL,
  channel TEXT,
  urgency TEXT,
  amount INTEGER NOT NULL,
  unit TEXT NOT NULL,
  rolls_over_rest_days INTEGER NOT NULL,
  basis TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT
) WITHOUT ROWID;

-- The general limits. Grades of the closing limit follow 北京市 12345 热线服务与管理规范 (draft text 2021): 2 hours where life or property
-- is in danger, 24 hours for water, power, gas and heating, 7 days in general. Signing and first contact are local practice.
INSERT INTO limit_rules (code, kind, category_prefix, channel, urgency, amount, unit, rolls_over_rest_days, basis, valid_from, valid_to) VALUES
  ('sign', 'Sign', '', NULL, NULL, 4, 'Hour', 0, '地方惯例，可配置', '2020-01-01', NULL),
  ('sign-urgent', 'Sign', '', NULL, 'Urgent', 2, 'Hour', 0, '地方惯例，可配置', '2020-01-01', NULL),
  ('sign-critical', 'Sign', '', NULL, 'Critical', 1, 'Hour', 0, '地方惯例，可配置', '2020-01-01', NULL),
  ('contact', 'FirstContact', '', NULL, NULL, 1, 'WorkingDay', 0, '地方惯例，可配置', '2020-01-01', NULL),
  ('contact-urgent', 'FirstContact', '', NULL, 'Urgent', 4, 'Hour', 0, '地方惯例，可配置', '2020-01-01', NULL),
  ('contact-critical', 'FirstContact', '', NULL, 'Critical', 1, 'Hour', 0, '地方惯例，可配置', '2020-01-01', NULL),
  ('close', 'Close', '', NULL, NULL, 7, 'NaturalDay', 1, '北京市12345市民服务热线服务与管理规范（2021征求意见稿）：一般诉求7天', '2020-01-01', NULL),
  ('close-urgent', 'Close', '', NULL, 'Urgent', 24, 'Hour', 0, '同上：水电气热等24小时', '2020-01-01', NULL),
  ('close-critical', 'Close', '', NULL, 'Critical', 2, 'Hour', 0, '同上：突发、可能造成生命财产损失2小时', '2020-01-01', NULL);

CREATE VIRTUAL TABLE case_search USING fts5 (grams, content='', contentless_delete=1, tokenize='ascii', detail=none);
