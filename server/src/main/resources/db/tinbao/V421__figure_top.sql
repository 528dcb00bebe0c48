-- Figures of the whole country, counted ahead once more: its page reads some hundred rows, whatever the number of
-- reports. Kept by the fold together with the cells; the nightly check compares both with them.

-- In which province each unit of any time lies, on the map that figure_layout.map names; units of none are left out.
CREATE TABLE tinbao.figure_province (
  unit_id     bigint PRIMARY KEY,
  province_id bigint NOT NULL
);
-- Sums of cells by month and province.
CREATE TABLE tinbao.figure_top (
  source      text NOT NULL,
  month       date NOT NULL,
  province_id bigint NOT NULL,
  sums        bigint[] NOT NULL,
  PRIMARY KEY (source, month, province_id)
) WITH (fillfactor = 80);
COMMENT ON COLUMN tinbao.figure_top.province_id IS '0: not in one province, or nobody knows where';
-- Sums of facts by day, for periods that do not end with a month.
CREATE TABLE tinbao.figure_day (
  source text NOT NULL,
  day    date NOT NULL,
  sums   bigint[] NOT NULL,
  PRIMARY KEY (source, day)
) WITH (fillfactor = 80);
ALTER TABLE tinbao.figure_layout ADD COLUMN map text;
COMMENT ON COLUMN tinbao.figure_layout.map IS 'the map of figure_province; null: figure_top and figure_day are not made yet';
-- Days at the edge of a period, of one province only.
CREATE INDEX figure_fact_by_place ON tinbao.figure_fact (source, day, unit_id);
DROP INDEX tinbao.figure_fact_by_day;
