-- The closed loop: cases, who takes part, what happened, what belongs to them; categories and the rules for units and limits.
CREATE TABLE cases (
  id uuid PRIMARY KEY,
  sequence bigint NOT NULL,
  number text NOT NULL,
  version integer NOT NULL,
  state text NOT NULL,
  title text NOT NULL,
  description text NOT NULL,
  channel text NOT NULL,
  category text COLLATE "C",
  urgency text NOT NULL,
  people_concerned integer NOT NULL,
  wish text NOT NULL,
  place text COLLATE "C" NOT NULL,
  longitude double precision,
  latitude double precision,
  address text,
  desk text COLLATE "C" NOT NULL,
  lead_unit_id uuid,
  is_final_dispatch boolean NOT NULL,
  first_receiver text NOT NULL,
  first_receiver_unit_id uuid,
  received_utc timestamptz NOT NULL,
  registered_utc timestamptz NOT NULL,
  dispatched_utc timestamptz,
  signed_utc timestamptz,
  contacted_utc timestamptz,
  stopped_utc timestamptz,
  closed_utc timestamptz,
  sign_due_utc timestamptz,
  contact_due_utc timestamptz,
  close_due_utc timestamptz,
  close_due_original_utc timestamptz,
  submitted_by text,
  resolution text,
  satisfaction text,
  rating text,
  times_returned integer NOT NULL,
  times_sent_back integer NOT NULL,
  times_reopened integer NOT NULL,
  merged_into_id uuid,
  updated_utc timestamptz NOT NULL,
  external_source text,
  external_id text
);
CREATE UNIQUE INDEX ix_cases_sequence ON cases (sequence);
CREATE UNIQUE INDEX ix_cases_number ON cases (number);
CREATE UNIQUE INDEX ix_cases_external ON cases (external_source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX ix_cases_place ON cases (place, received_utc);
CREATE INDEX ix_cases_state_desk ON cases (state, desk);
CREATE INDEX ix_cases_lead_unit ON cases (lead_unit_id, state);
CREATE INDEX ix_cases_received ON cases (received_utc);

CREATE TABLE case_units (
  case_id uuid NOT NULL REFERENCES cases (id),
  unit_id uuid NOT NULL,
  is_lead boolean NOT NULL,
  is_active boolean NOT NULL,
  since_utc timestamptz NOT NULL,
  PRIMARY KEY (case_id, unit_id)
);
CREATE INDEX ix_case_units_unit ON case_units (unit_id, case_id);

CREATE TABLE case_timeline (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  at_utc timestamptz NOT NULL,
  move text NOT NULL,
  from_state text NOT NULL,
  to_state text NOT NULL,
  account text NOT NULL,
  unit_id uuid,
  to_unit_id uuid,
  text text NOT NULL,
  resolution text,
  satisfaction text,
  is_public boolean NOT NULL
);
CREATE INDEX ix_case_timeline_case ON case_timeline (case_id, at_utc);

CREATE TABLE case_people (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  role text NOT NULL,
  wrapped_key bytea NOT NULL,
  sealed bytea NOT NULL,
  phone_hash text,
  external_hash text
);
CREATE INDEX ix_case_people_case ON case_people (case_id);
CREATE INDEX ix_case_people_phone ON case_people (phone_hash) WHERE phone_hash IS NOT NULL;

CREATE TABLE case_attachments (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  stage text NOT NULL,
  name text NOT NULL,
  content_type text NOT NULL,
  size bigint NOT NULL,
  sha256 text NOT NULL,
  added_by text NOT NULL,
  added_utc timestamptz NOT NULL
);
CREATE INDEX ix_case_attachments_case ON case_attachments (case_id);

CREATE TABLE case_notices (
  id uuid PRIMARY KEY,
  unit_id uuid NOT NULL,
  case_id uuid NOT NULL REFERENCES cases (id),
  move text NOT NULL,
  at_utc timestamptz NOT NULL,
  seen_utc timestamptz
);
CREATE INDEX ix_case_notices_unit ON case_notices (unit_id, at_utc);

CREATE TABLE categories (
  code text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  name_en text NOT NULL,
  keywords text NOT NULL,
  needs_photos boolean NOT NULL,
  is_active boolean NOT NULL
);

CREATE TABLE dispatch_rules (
  code text COLLATE "C" PRIMARY KEY,
  category_prefix text COLLATE "C" NOT NULL,
  region_prefix text COLLATE "C" NOT NULL,
  lead_unit text NOT NULL,
  assisting_units text NOT NULL,
  close_amount integer,
  close_unit text,
  valid_from date NOT NULL,
  valid_to date
);

CREATE TABLE limit_rules (
  code text COLLATE "C" PRIMARY KEY,
  kind text NOT NULL,
  category_prefix text COLLATE "C" NOT NULL,
  channel text,
  urgency text,
  amount integer NOT NULL,
  unit text NOT NULL,
  rolls_over_rest_days boolean NOT NULL,
  basis text NOT NULL,
  valid_from date NOT NULL,
  valid_to date
);

-- The general limits. Grades of the closing limit follow 北京市 12345 热线服务与管理规范 (draft text 2021): 2 hours where life or property
-- is in danger, 24 hours for water, power, gas and heating, 7 days in general. Signing and first contact are local practice.
INSERT INTO limit_rules (code, kind, category_prefix, channel, urgency, amount, unit, rolls_over_rest_days, basis, valid_from, valid_to) VALUES
  ('sign', 'Sign', '', NULL, NULL, 4, 'Hour', false, '地方惯例，可配置', '2020-01-01', NULL),
  ('sign-urgent', 'Sign', '', NULL, 'Urgent', 2, 'Hour', false, '地方惯例，可配置', '2020-01-01', NULL),
  ('sign-critical', 'Sign', '', NULL, 'Critical', 1, 'Hour', false, '地方惯例，可配置', '2020-01-01', NULL),
  ('contact', 'FirstContact', '', NULL, NULL, 1, 'WorkingDay', false, '地方惯例，可配置', '2020-01-01', NULL),
  ('contact-urgent', 'FirstContact', '', NULL, 'Urgent', 4, 'Hour', false, '地方惯例，可配置', '2020-01-01', NULL),
  ('contact-critical', 'FirstContact', '', NULL, 'Critical', 1, 'Hour', false, '地方惯例，可配置', '2020-01-01', NULL),
  ('close', 'Close', '', NULL, NULL, 7, 'NaturalDay', true, '北京市12345市民服务热线服务与管理规范（2021征求意见稿）：一般诉求7天', '2020-01-01', NULL),
  ('close-urgent', 'Close', '', NULL, 'Urgent', 24, 'Hour', false, '同上：水电气热等24小时', '2020-01-01', NULL),
  ('close-critical', 'Close', '', NULL, 'Critical', 2, 'Hour', false, '同上：突发、可能造成生命财产损失2小时', '2020-01-01', NULL);

CREATE TABLE case_search (
  sequence bigint PRIMARY KEY,
  grams tsvector NOT NULL
);
CREATE INDEX ix_case_search_grams ON case_search USING gin (grams) WITH (fastupdate = on);
