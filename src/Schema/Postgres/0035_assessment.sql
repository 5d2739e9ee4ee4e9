-- Indicators and bulletins: what each case counts as, sums by month, place and unit, definitions that hold from a month on, and months as they were published.
CREATE TABLE assessment_facts (
  id uuid PRIMARY KEY,
  sequence bigint NOT NULL,
  place text COLLATE "C" NOT NULL,
  unit_id uuid NOT NULL,
  accepted_utc timestamptz NOT NULL,
  accepted_month integer NOT NULL,
  closed_utc timestamptz,
  closed_month integer,
  late_from_utc timestamptz,
  marks bigint NOT NULL
);
CREATE UNIQUE INDEX ix_assessment_facts_sequence ON assessment_facts (sequence);
CREATE INDEX ix_assessment_facts_part ON assessment_facts (place, unit_id);
CREATE INDEX ix_assessment_facts_accepted_month ON assessment_facts (accepted_month, place);
CREATE INDEX ix_assessment_facts_closed_month ON assessment_facts (closed_month, place);
CREATE INDEX ix_assessment_facts_accepted ON assessment_facts (accepted_utc);
CREATE INDEX ix_assessment_facts_closed ON assessment_facts (closed_utc);
-- Holds all that a count of the late needs, and none but the late and the running.
CREATE INDEX ix_assessment_facts_late ON assessment_facts (late_from_utc, closed_utc, place, unit_id, sequence, id) WHERE late_from_utc IS NOT NULL;

CREATE TABLE assessment_cells (
  id text COLLATE "C" PRIMARY KEY,
  month integer NOT NULL,
  place text COLLATE "C" NOT NULL,
  unit_id uuid NOT NULL,
  counts text NOT NULL,
  version integer NOT NULL
);
CREATE INDEX ix_assessment_cells_month ON assessment_cells (month, place);

-- Weights and targets in ten-thousandths: 9850 is 98.5 %.
CREATE TABLE assessment_indicators (
  id text COLLATE "C" PRIMARY KEY,
  code text NOT NULL,
  position integer NOT NULL,
  name text NOT NULL,
  name_en text NOT NULL,
  definition text NOT NULL,
  definition_en text NOT NULL,
  formula text NOT NULL,
  is_rate boolean NOT NULL,
  is_higher_better boolean NOT NULL,
  weight integer NOT NULL,
  target integer,
  basis text NOT NULL,
  valid_from integer NOT NULL,
  valid_to integer,
  version integer NOT NULL
);
CREATE UNIQUE INDEX ix_assessment_indicators_code ON assessment_indicators (code, valid_from);

CREATE TABLE assessment_bulletins (
  id uuid PRIMARY KEY,
  month integer NOT NULL,
  number bigint NOT NULL,
  remarks text NOT NULL,
  content text NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  signature text NOT NULL,
  public_key text NOT NULL,
  suite smallint NOT NULL,
  published_utc timestamptz NOT NULL,
  published_by text NOT NULL
);
CREATE UNIQUE INDEX ix_assessment_bulletins_month ON assessment_bulletins (month);
CREATE UNIQUE INDEX ix_assessment_bulletins_previous_hash ON assessment_bulletins (previous_hash);
-- What was published is never changed.
CREATE FUNCTION assessment_bulletins_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a published bulletin is not changed'; END $$;
CREATE TRIGGER assessment_bulletins_no_change BEFORE UPDATE OR DELETE ON assessment_bulletins FOR EACH ROW EXECUTE FUNCTION assessment_bulletins_frozen();

INSERT INTO assessment_indicators (id, code, position, name, name_en, definition, definition_en, formula, is_rate, is_higher_better, weight, target, basis, valid_from, valid_to, version) VALUES
  ('on-time.200001', 'on-time', 10, '按期办结率', 'Closed on time', '当月结案的事项中按期的，与当月末仍超期未结的一并计算：超期不结的不会使比率变好。', 'Of the matters closed in the month and those overdue and still open at its end, the part closed in time: what is late and never closed does not improve it.', 'closedInTime / (closedWithLimit + overdueOpen)', true, true, 2500, 9850, '指标I-01：按期办结率（公式为建议值；目标98.5%为建设要求）', 200001, NULL, 1),
  ('closure.200001', 'closure', 20, '办结率', 'Closed', '当月受理的事项中已经结案的。', 'Of the matters accepted in the month, the part closed by now.', 'acceptedClosed / accepted', true, true, 1000, NULL, '指标I-02：办结率（公式为建议值）', 200001, NULL, 1),
  ('response.200001', 'response', 30, '响应率', 'First contact on time', '当月受理的事项中按时首次联系群众的。', 'Of the matters accepted in the month, the part whose reporter was contacted in time.', 'contactedInTime / contactJudged', true, true, 1000, NULL, '接诉即办“三率”之一（名称见北京市接诉即办工作条例；公式为建议值）', 200001, NULL, 1),
  ('resolution.200001', 'resolution', 40, '解决率', 'Solved', '当月结案并回访成功的事项中解决的；部分解决按一半计。', 'Of the matters closed in the month whose reporter was asked, the part solved; partly solved counts half.', '(solved + 0.5 * partlySolved) / calledBack', true, true, 2000, NULL, '接诉即办“三率”之一（名称见北京市接诉即办工作条例；部分解决的权重为建议值，可配置）', 200001, NULL, 1),
  ('satisfaction.200001', 'satisfaction', 50, '满意率', 'Satisfied', '当月结案并给出评价的事项中满意的；基本满意按八成计。', 'Of the matters closed in the month that were rated, the part satisfied; mostly satisfied counts eight tenths.', '(satisfied + 0.8 * mostlySatisfied) / rated', true, true, 2000, 9600, '接诉即办“三率”之一、指标I-03（基本满意的权重为建议值，可配置；目标96%为建设要求）', 200001, NULL, 1),
  ('first-dispatch.200001', 'first-dispatch', 60, '首次派准率', 'Right at the first dispatch', '当月受理并派单的事项中没有退单的。', 'Of the matters accepted in the month and dispatched, the part that no unit returned.', 'rightFirst / dispatched', true, true, 1000, NULL, '指标I-11（公式为建议值）', 200001, NULL, 1),
  ('assisting.200001', 'assisting', 65, '协办按时回复率', 'Assisting units in time', '当月结案且请其他单位协办的事项中，各协办单位均按时回复的；主办单位写明未等其回复的，计为未按时。', 'Of the matters closed in the month in which other units were asked to assist, the part in which each replied to the lead unit in time; a unit the lead had to go on without did not.', 'assistedInTime / assisted', true, true, 0, NULL, '指标I-11协同响应的协办部分（公式为建议值）；吹哨报到另见吹哨统计', 200001, NULL, 1),
  ('signing.200001', 'signing', 70, '按时签收率', 'Signed on time', '当月受理并派单的事项中按时签收的。', 'Of the matters accepted in the month and dispatched, the part signed in time.', 'signedInTime / signJudged', true, true, 500, NULL, '地方月度通报做法（公式为建议值）', 200001, NULL, 1),
  ('coverage.200001', 'coverage', 80, '回访覆盖率', 'Asked after closing', '当月结案的事项中回访成功的；解决率应与它一并看。', 'Of the matters closed in the month, the part whose reporter was asked: read it beside the rate of those solved.', 'calledBack / closed', true, true, 0, NULL, '指标I-03附带（公式为建议值）', 200001, NULL, 1),
  ('rated.200001', 'rated', 90, '评价率', 'Rated', '当月结案的事项中有评价的；满意率应与它一并看。', 'Of the matters closed in the month, the part that was rated: read it beside the rate of those satisfied.', 'rated / closed', true, true, 0, NULL, '指标I-03附带（公式为建议值）', 200001, NULL, 1),
  ('returns.200001', 'returns', 100, '退单率', 'Returned', '当月受理并派单的事项中退过单的。', 'Of the matters accepted in the month and dispatched, the part that a unit returned.', 'returned / dispatched', true, false, 0, NULL, '指标I-11（公式为建议值）', 200001, NULL, 1),
  ('local.200001', 'local', 110, '镇村两级化解占比', 'Solved in town and village', '当月结案的事项中由镇、村两级办结的。', 'Of the matters closed in the month, the part that town or village closed.', '(closedByVillage + closedByTown) / closed', true, true, 0, NULL, '指标I-05（公式为建议值）', 200001, NULL, 1),
  ('proactive.200001', 'proactive', 120, '主动发现率', 'Found on rounds', '当月受理的事项中由网格员巡查发现的。', 'Of the matters accepted in the month, the part that grid workers found on their rounds.', 'foundByPatrol / accepted', true, true, 0, NULL, '指标I-06（公式为建议值）', 200001, NULL, 1),
  ('reopened.200001', 'reopened', 130, '重新受理率', 'Opened again', '当月结案的事项中曾重新受理的。', 'Of the matters closed in the month, the part that had been opened again.', 'reopened / closed', true, false, 0, NULL, '建议值', 200001, NULL, 1),
  ('hotline.200001', 'hotline', 140, '12345受理量', 'Hotline matters', '当月经12345热线受理的事项数；与上年同期比较。', 'Matters accepted through the 12345 hotline in the month; compare with a year ago.', 'hotline', false, false, 0, NULL, '指标I-08（同比按同日区间）', 200001, NULL, 1),
  ('volume.200001', 'volume', 150, '受理量', 'Accepted', '当月受理的事项数，不含并案、不予受理、撤回和挂账。', 'Matters accepted in the month, without those merged, refused, withdrawn or suspended.', 'accepted', false, true, 0, NULL, '建议值', 200001, NULL, 1);
