-- A file that proves something is scanned and cleaned as attachments are, before it is kept. Files of before
-- were not: their scan is null.
ALTER TABLE tinbao.plan_evidence
  ADD COLUMN clean      bytea,
  ADD COLUMN clean_name bytea,
  ADD COLUMN scan       text CHECK (scan IN ('CLEAN', 'TOO_LARGE', 'NOT_SCANNED')),
  ADD COLUMN problem    text;
COMMENT ON COLUMN tinbao.plan_evidence.clean IS 'sealed: master key, context plan-evidence-clean:<id>';
COMMENT ON COLUMN tinbao.plan_evidence.clean_name IS 'sealed: master key, context plan-evidence-clean-name:<id>';
COMMENT ON COLUMN tinbao.plan_evidence.problem IS 'why there is no cleaned copy';
CREATE OR REPLACE FUNCTION tinbao.plan_evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- It may be taken back, once, and sealed anew under a new key.
  IF TG_OP = 'UPDATE'
     AND (NEW.id, NEW.plan_id, NEW.task_id, NEW.agency_id, NEW.kind, NEW.happened_on, NEW.people, NEW.campaign_id,
          NEW.tip_event_id, NEW.file_size, NEW.added_by, NEW.added_at, NEW.scan, NEW.problem)
         IS NOT DISTINCT FROM
         (OLD.id, OLD.plan_id, OLD.task_id, OLD.agency_id, OLD.kind, OLD.happened_on, OLD.people, OLD.campaign_id,
          OLD.tip_event_id, OLD.file_size, OLD.added_by, OLD.added_at, OLD.scan, OLD.problem)
     AND (OLD.withdrawn_at IS NULL OR NEW.withdrawn_at = OLD.withdrawn_at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'plan_evidence only grows';
END $$;
