-- Room catalogue: communes where the longer limits for remote places run (TTLT 01/2017 art. 8.5a),
-- from which day and until which: law is data with a date.
ALTER TABLE tinbao.remote_unit DROP CONSTRAINT remote_unit_pkey;
ALTER TABLE tinbao.remote_unit ADD COLUMN valid_from date, ADD COLUMN valid_to date;
UPDATE tinbao.remote_unit SET valid_from = (changed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
ALTER TABLE tinbao.remote_unit
  ALTER COLUMN valid_from SET NOT NULL,
  ADD PRIMARY KEY (unit_id, valid_from),
  ADD CONSTRAINT remote_unit_days CHECK (valid_to > valid_from);
COMMENT ON COLUMN tinbao.remote_unit.valid_to IS 'First day on which it is no more; null: goes on';
CREATE TRIGGER catalogue_changed
  AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON tinbao.remote_unit
  FOR EACH STATEMENT EXECUTE FUNCTION tinbao.catalogue_changed();

ALTER TABLE tinbao.catalogue_change DROP CONSTRAINT catalogue_change_kind_check;
ALTER TABLE tinbao.catalogue_change ADD CONSTRAINT catalogue_change_kind_check
  CHECK (kind IN ('AGENCY', 'RULE', 'IMPORT', 'REMOTE'));
