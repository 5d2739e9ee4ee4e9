-- Personal data: how many people an account has unmasked on a day, how long data are kept, and whose were erased. An erasure names nobody:
-- it is kept so that a backup from before it, once restored, forgets the same people again.
CREATE TABLE unmasking_days (
  id text PRIMARY KEY,
  used integer NOT NULL,
  version integer NOT NULL
);

CREATE TABLE retention_rules (
  code text PRIMARY KEY,
  days integer NOT NULL,
  basis text NOT NULL,
  version integer NOT NULL
);

INSERT INTO retention_rules (code, days, basis, version) VALUES
  ('case-people', 1827, '个人信息保护法第十九条、第四十七条：实现处理目的所必要的最短时间；五年为默认，可配置', 1),
  ('import-uploads', 7, '个人信息保护法第十九条：未装入的文件不留存', 1),
  ('audit', 1096, '网络安全法第二十三条：网络日志留存不少于六个月（系统下限184天）；三年为默认，可配置', 1);

CREATE TABLE erasures (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  at_utc timestamptz NOT NULL,
  reason text NOT NULL
);
CREATE INDEX ix_erasures_case ON erasures (case_id);
