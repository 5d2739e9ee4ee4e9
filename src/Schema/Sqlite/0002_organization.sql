-- Places, units, people and their accounts, the working calendar.
CREATE TABLE regions (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  parent TEXT REFERENCES regions (code),
  valid_from TEXT,
  valid_to TEXT,
  longitude REAL,
  latitude REAL,
  outline TEXT
) WITHOUT ROWID;
CREATE INDEX ix_regions_parent ON regions (parent);

CREATE TABLE region_predecessors (
  code TEXT NOT NULL REFERENCES regions (code),
  predecessor TEXT NOT NULL,
  PRIMARY KEY (code, predecessor)
) WITHOUT ROWID;
CREATE INDEX ix_region_predecessors_predecessor ON region_predecessors (predecessor);

CREATE TABLE units (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  region TEXT NOT NULL REFERENCES regions (code),
  closed_on TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_units_code ON units (code);
CREATE INDEX ix_units_region ON units (region);

CREATE TABLE staff (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_staff_code ON staff (code);

CREATE TABLE roles (
  code TEXT PRIMARY KEY,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  rights TEXT NOT NULL,
  administrator TEXT
) WITHOUT ROWID;

CREATE TABLE posts (
  id TEXT PRIMARY KEY,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  unit_id TEXT NOT NULL REFERENCES units (id),
  role TEXT NOT NULL REFERENCES roles (code),
  region TEXT NOT NULL REFERENCES regions (code),
  valid_from TEXT,
  valid_to TEXT
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_posts_staff ON posts (staff_id, unit_id, role, region);
CREATE INDEX ix_posts_unit_id ON posts (unit_id);
CREATE INDEX ix_posts_region ON posts (region);
CREATE INDEX ix_posts_role ON posts (role);

CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  staff_id TEXT REFERENCES staff (id),
  password_hash TEXT,
  security_stamp TEXT NOT NULL,
  is_disabled INTEGER NOT NULL,
  failed_count INTEGER NOT NULL,
  locked_until_utc TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_accounts_name_key ON accounts (name_key);
CREATE INDEX ix_accounts_staff_id ON accounts (staff_id);

CREATE TABLE api_tokens (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  hash BLOB NOT NULL,
  scope TEXT NOT NULL,
  created_utc TEXT NOT NULL,
  expires_utc TEXT NOT NULL,
  revoked_utc TEXT,
  last_used_on TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_api_tokens_hash ON api_tokens (hash);
CREATE INDEX ix_api_tokens_account_id ON api_tokens (account_id);

CREATE TABLE ended_sessions (
  id TEXT PRIMARY KEY,
  until_utc TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE calendar_days (
  date TEXT PRIMARY KEY,
  is_working INTEGER NOT NULL,
  name TEXT,
  notice_year INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE calendar_years (
  year INTEGER PRIMARY KEY
);

CREATE TABLE directory_revisions (
  directory TEXT PRIMARY KEY,
  revision TEXT NOT NULL
) WITHOUT ROWID;

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
