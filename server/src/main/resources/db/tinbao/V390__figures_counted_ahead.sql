-- Room statistics: figures counted ahead, so that a page need not look at a million reports. What a
-- report adds to each figure is kept as its facts; cells are the sums of facts by month, unit and lead.
-- Whoever changes what a figure may depend on leaves a line in figure_changed in the same transaction;
-- the fold takes the lines, takes the old facts of that report off the cells and puts the new ones on.

-- Reports to be counted anew. One line a change, without a constraint: a writer never waits here.
CREATE TABLE tinbao.figure_changed (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject uuid NOT NULL
);

-- sums: numerator and denominator of each figure of that source, in the order of figures.yaml, then of
-- the first of them so many in each part that is counted ahead.
CREATE TABLE tinbao.figure_fact (
  source    text NOT NULL,
  subject   uuid NOT NULL,
  day       date NOT NULL,
  unit_id   bigint NOT NULL,
  agency_id text NOT NULL,
  sums      bigint[] NOT NULL,
  lapses_at timestamptz
);
COMMENT ON COLUMN tinbao.figure_fact.unit_id IS '0: nobody knows where';
COMMENT ON COLUMN tinbao.figure_fact.lapses_at IS 'when time alone changes it; null: never';
CREATE INDEX figure_fact_of ON tinbao.figure_fact (subject);
CREATE INDEX figure_fact_by_day ON tinbao.figure_fact (source, day);
CREATE INDEX figure_fact_lapses ON tinbao.figure_fact (lapses_at) WHERE lapses_at IS NOT NULL;

CREATE TABLE tinbao.figure_cell (
  source    text NOT NULL,
  month     date NOT NULL,
  unit_id   bigint NOT NULL,
  agency_id text NOT NULL,
  sums      bigint[] NOT NULL,
  PRIMARY KEY (source, month, unit_id, agency_id)
) WITH (fillfactor = 80);

-- By which definitions it was counted: others begin anew.
CREATE TABLE tinbao.figure_layout (
  one        boolean PRIMARY KEY DEFAULT true CHECK (one),
  version    text NOT NULL,
  begun_at   timestamptz NOT NULL,
  checked_at timestamptz,
  wrong      bigint NOT NULL DEFAULT 0
);
COMMENT ON COLUMN tinbao.figure_layout.wrong IS 'cells in which the last nightly check found another number';

CREATE FUNCTION tinbao.figure_changed_by_tip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tinbao.figure_changed (subject) SELECT id FROM changed;
  RETURN NULL;
END $$;
CREATE FUNCTION tinbao.figure_changed_of_tip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tinbao.figure_changed (subject) SELECT DISTINCT tip_id FROM changed;
  RETURN NULL;
END $$;
-- Who leads, and clocks, change with a tip's row or with a step; clocks are also met and moved alone.
CREATE TRIGGER figure_changed_new AFTER INSERT ON tinbao.tip
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tinbao.figure_changed_by_tip();
CREATE TRIGGER figure_changed AFTER UPDATE ON tinbao.tip
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tinbao.figure_changed_by_tip();
CREATE TRIGGER figure_changed_gone AFTER DELETE ON tinbao.tip
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tinbao.figure_changed_by_tip();
CREATE TRIGGER figure_changed_stone AFTER INSERT ON tinbao.tip_tombstone
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tinbao.figure_changed_by_tip();
CREATE TRIGGER figure_changed AFTER INSERT ON tinbao.tip_step
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tinbao.figure_changed_of_tip();
CREATE TRIGGER figure_changed AFTER UPDATE ON tinbao.tip_clock
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tinbao.figure_changed_of_tip();
CREATE TRIGGER figure_changed_new AFTER INSERT ON tinbao.tip_clock
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tinbao.figure_changed_of_tip();
CREATE TRIGGER figure_changed AFTER INSERT ON tinbao.case_outcome
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tinbao.figure_changed_of_tip();
