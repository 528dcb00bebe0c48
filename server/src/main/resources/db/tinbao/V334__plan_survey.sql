-- Room plan: what an agency found when it looked at the risk in its place (khảo sát thực trạng, nguyên
-- nhân). Only grows: a later survey stands beside an earlier one.
CREATE TABLE tinbao.plan_survey (
  id          uuid PRIMARY KEY,
  agency_id   text NOT NULL REFERENCES tinbao.agency,
  unit_code   text NOT NULL,
  surveyed_on date NOT NULL,
  risk        text NOT NULL CHECK (risk IN ('LOW', 'MEDIUM', 'HIGH')),
  counts      jsonb NOT NULL CHECK (jsonb_typeof(counts) = 'object'),
  note        bytea,
  written_by  uuid NOT NULL,
  written_at  timestamptz NOT NULL
);
COMMENT ON COLUMN tinbao.plan_survey.counts IS 'by SurveyCount; what was not counted is not there';
COMMENT ON COLUMN tinbao.plan_survey.note IS 'sealed: master key, context plan-survey:<id>';
CREATE INDEX plan_survey_of_agency ON tinbao.plan_survey (agency_id, surveyed_on DESC, id);
CREATE FUNCTION tinbao.plan_survey_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Sealing a note anew under a new key is the one change there is.
  IF TG_OP = 'UPDATE'
     AND (NEW.id, NEW.agency_id, NEW.unit_code, NEW.surveyed_on, NEW.risk, NEW.counts, NEW.written_by, NEW.written_at)
         IS NOT DISTINCT FROM
         (OLD.id, OLD.agency_id, OLD.unit_code, OLD.surveyed_on, OLD.risk, OLD.counts, OLD.written_by, OLD.written_at)
     AND OLD.note IS NOT NULL AND NEW.note IS NOT NULL THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'plan_survey only grows';
END $$;
CREATE TRIGGER plan_survey_only_grows BEFORE UPDATE OR DELETE ON tinbao.plan_survey
  FOR EACH ROW EXECUTE FUNCTION tinbao.plan_survey_only_grows();
