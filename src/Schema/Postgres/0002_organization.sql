-- Places, units, people and their accounts, the working calendar.
CREATE TABLE regions (
  code text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  level text NOT NULL,
  parent text COLLATE "C" REFERENCES regions (code),
  valid_from date,
  valid_to date,
  longitude double precision,
  latitude double precision,
  outline text
);
CREATE INDEX ix_regions_parent ON regions (parent);

CREATE TABLE region_predecessors (
  code text COLLATE "C" NOT NULL REFERENCES regions (code),
  predecessor text COLLATE "C" NOT NULL,
  PRIMARY KEY (code, predecessor)
);
CREATE INDEX ix_region_predecessors_predecessor ON region_predecessors (predecessor);

CREATE TABLE units (
  id uuid PRIMARY KEY,
  code text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  region text COLLATE "C" NOT NULL REFERENCES regions (code),
  closed_on date,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ux_units_code ON units (code);
CREATE INDEX ix_units_region ON units (region);

CREATE TABLE staff (
  id uuid PRIMARY KEY,
  code text NOT NULL,
  name text NOT NULL,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ux_staff_code ON staff (code);

CREATE TABLE roles (
  code text PRIMARY KEY,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  rights text NOT NULL,
  administrator text
);

CREATE TABLE posts (
  id uuid PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff (id),
  unit_id uuid NOT NULL REFERENCES units (id),
  role text NOT NULL REFERENCES roles (code),
  region text COLLATE "C" NOT NULL REFERENCES regions (code),
  valid_from date,
  valid_to date
);
CREATE UNIQUE INDEX ux_posts_staff ON posts (staff_id, unit_id, role, region);
CREATE INDEX ix_posts_unit_id ON posts (unit_id);
CREATE INDEX ix_posts_region ON posts (region);
CREATE INDEX ix_posts_role ON posts (role);

CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  name_key text NOT NULL,
  staff_id uuid REFERENCES staff (id),
  password_hash text,
  security_stamp text NOT NULL,
  is_disabled boolean NOT NULL,
  failed_count integer NOT NULL,
  locked_until_utc timestamptz,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ux_accounts_name_key ON accounts (name_key);
CREATE INDEX ix_accounts_staff_id ON accounts (staff_id);

CREATE TABLE api_tokens (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  hash bytea NOT NULL,
  scope text NOT NULL,
  created_utc timestamptz NOT NULL,
  expires_utc timestamptz NOT NULL,
  revoked_utc timestamptz,
  last_used_on date,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ux_api_tokens_hash ON api_tokens (hash);
CREATE INDEX ix_api_tokens_account_id ON api_tokens (account_id);

CREATE TABLE ended_sessions (
  id uuid PRIMARY KEY,
  until_utc timestamptz NOT NULL
);

CREATE TABLE calendar_days (
  date date PRIMARY KEY,
  is_working boolean NOT NULL,
  name text,
  notice_year integer NOT NULL
);

CREATE TABLE calendar_years (
  year integer PRIMARY KEY
);

CREATE TABLE directory_revisions (
  directory text PRIMARY KEY,
  revision uuid NOT NULL
);

-- Rights are those of Contracts/Rights.cs, separated by blanks. System, security and audit administrators are three persons (三员).
INSERT INTO roles (code, name_zh, name_en, rights, administrator) VALUES
  ('citizen', '群众', 'Citizen', '', NULL),
  ('grid-worker', '网格员', 'Grid worker', 'cases.read cases.register cases.answer', NULL),
  ('village-officer', '村社干部', 'Village officer', 'cases.read cases.read-area cases.register cases.answer cases.dispatch cases.handle', NULL),
  ('town-dispatcher', '乡镇调度员', 'Town dispatcher', 'cases.read cases.read-area cases.register cases.answer cases.dispatch statistics.read', NULL),
  ('county-dispatcher', '县级调度员', 'County dispatcher', 'cases.read cases.read-area cases.register cases.answer cases.dispatch cases.import statistics.read', NULL),
  ('handler', '部门承办人', 'Department handler', 'cases.read cases.handle statistics.read', NULL),
  ('verifier', '核查员', 'Verifier', 'cases.read cases.read-area cases.verify', NULL),
  ('callback', '回访员', 'Call-back agent', 'cases.read cases.read-area cases.call-back statistics.read', NULL),
  ('leader', '领导', 'Leader', 'cases.read cases.read-area statistics.read', NULL),
  ('system-admin', '系统管理员', 'System administrator', 'organization.manage operations.read', 'System'),
  ('security-admin', '安全管理员', 'Security administrator', 'accounts.manage', 'Security'),
  ('audit-admin', '审计管理员', 'Audit administrator', 'audit.read', 'Audit');
