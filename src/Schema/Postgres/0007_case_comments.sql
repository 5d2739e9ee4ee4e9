-- What colleagues say to each other about a case: inside one unit, or to the units named. Written once, never changed.
CREATE TABLE case_comments (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES cases (id),
  unit_id uuid NOT NULL,
  account text NOT NULL,
  at_utc timestamptz NOT NULL,
  text text NOT NULL
);
CREATE INDEX ix_case_comments_case ON case_comments (case_id, at_utc);

CREATE TABLE case_comment_units (
  comment_id uuid NOT NULL REFERENCES case_comments (id),
  unit_id uuid NOT NULL,
  PRIMARY KEY (comment_id, unit_id)
);

-- Which cases were merged into this one.
CREATE INDEX ix_cases_merged_into ON cases (merged_into_id) WHERE merged_into_id IS NOT NULL;

-- 分流 is the word of the trade for sending a case to its unit. A county's own name for the role stays.
UPDATE roles SET name_zh = '乡镇分流员' WHERE code = 'town-dispatcher' AND name_zh = '乡镇调度员';
UPDATE roles SET name_zh = '县级分流员' WHERE code = 'county-dispatcher' AND name_zh = '县级调度员';

-- Who calls a reporter back hears of new matters on the same call, and takes them in. A county's own choice of rights stays.
UPDATE roles SET rights = 'cases.read cases.read-area cases.register cases.call-back statistics.read'
WHERE code = 'callback' AND rights = 'cases.read cases.read-area cases.call-back statistics.read';
