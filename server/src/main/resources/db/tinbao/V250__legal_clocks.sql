-- Room clocks: statutory clocks with a state, the version of the rule they follow, and what was said
-- of them. Open, and so on top of a queue, are RUNNING and BREACHED ones.
ALTER TABLE tinbao.tip_clock
  ADD COLUMN state text NOT NULL DEFAULT 'RUNNING'
    CHECK (state IN ('RUNNING', 'MET', 'BREACHED', 'ENDED')),
  ADD COLUMN rule_version text NOT NULL DEFAULT '',
  ADD COLUMN calendar_confirmed boolean NOT NULL DEFAULT true,
  ADD COLUMN overdue_at timestamptz,
  ADD COLUMN next_alert_at timestamptz,
  ADD COLUMN warned_at timestamptz,
  ADD COLUMN breached_at timestamptz,
  ADD COLUMN ended_at timestamptz;

UPDATE tinbao.tip_clock SET
  overdue_at = CASE WHEN due_at = started_at THEN due_at + interval '15 minutes' ELSE due_at END,
  state = CASE WHEN met_at IS NOT NULL THEN 'MET' WHEN due_at < now() THEN 'BREACHED' ELSE 'RUNNING' END,
  breached_at = CASE WHEN coalesce(met_at, now()) > due_at THEN due_at END,
  next_alert_at = CASE WHEN met_at IS NULL AND due_at >= now() THEN due_at END;

ALTER TABLE tinbao.tip_clock
  ALTER COLUMN overdue_at SET NOT NULL,
  ADD CONSTRAINT tip_clock_met CHECK ((state = 'MET') = (met_at IS NOT NULL)),
  ADD CONSTRAINT tip_clock_ended CHECK ((state = 'ENDED') = (ended_at IS NOT NULL)),
  ADD CONSTRAINT tip_clock_breached CHECK (state <> 'BREACHED' OR breached_at IS NOT NULL);

COMMENT ON COLUMN tinbao.tip_clock.state IS 'RUNNING and BREACHED are open; ENDED: nobody owes it any more, and nobody met it';
COMMENT ON COLUMN tinbao.tip_clock.rule_version IS 'of clocks.yaml when it started; empty: before versions';
COMMENT ON COLUMN tinbao.tip_clock.overdue_at IS 'when it counts as broken: due_at, or a quarter of an hour later when due at once';
COMMENT ON COLUMN tinbao.tip_clock.next_alert_at IS 'when something must be said of it next; null: never again';
COMMENT ON COLUMN tinbao.tip_clock.breached_at IS 'when it was found broken; stays when it is met late';
COMMENT ON COLUMN tinbao.tip_clock.calendar_confirmed IS 'false: counted over days whose calendar nobody has confirmed';

DROP INDEX tinbao.tip_clock_open;
CREATE INDEX tip_clock_open ON tinbao.tip_clock (due_at) WHERE state IN ('RUNNING', 'BREACHED');
CREATE INDEX tip_clock_alert ON tinbao.tip_clock (next_alert_at) WHERE next_alert_at IS NOT NULL;

-- When the first open clock of a tip runs out, beside each agency that has the tip in its queue.
ALTER TABLE tinbao.tip_agency ADD COLUMN next_due_at timestamptz;
COMMENT ON COLUMN tinbao.tip_agency.next_due_at IS 'when the first open clock runs out, null when none is open; kept by triggers';

CREATE FUNCTION tinbao.tip_next_due(of_tip uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT min(due_at) FROM tinbao.tip_clock WHERE tip_id = of_tip AND state IN ('RUNNING', 'BREACHED')
$$;

UPDATE tinbao.tip_agency SET next_due_at = tinbao.tip_next_due(tip_id) WHERE until IS NULL;
CREATE INDEX tip_agency_by_due ON tinbao.tip_agency (agency_id, next_due_at, tip_id) WHERE until IS NULL;

CREATE FUNCTION tinbao.tip_agency_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.next_due_at := coalesce(tinbao.tip_next_due(NEW.tip_id), NEW.next_due_at);
  RETURN NEW;
END $$;
CREATE TRIGGER tip_agency_due BEFORE INSERT ON tinbao.tip_agency
  FOR EACH ROW EXECUTE FUNCTION tinbao.tip_agency_due();

-- Whoever changes clocks holds the tip, so that two never compute this side by side.
CREATE FUNCTION tinbao.tip_clock_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE tinbao.tip_agency a SET next_due_at = d.due
  FROM (SELECT c.tip_id, tinbao.tip_next_due(c.tip_id) AS due
        FROM (SELECT DISTINCT tip_id FROM changed) c) d
  WHERE a.tip_id = d.tip_id AND a.until IS NULL AND a.next_due_at IS DISTINCT FROM d.due;
  RETURN NULL;
END $$;
CREATE TRIGGER tip_clock_due_inserted AFTER INSERT ON tinbao.tip_clock
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tinbao.tip_clock_due();
CREATE TRIGGER tip_clock_due_updated AFTER UPDATE ON tinbao.tip_clock
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tinbao.tip_clock_due();
CREATE TRIGGER tip_clock_due_deleted AFTER DELETE ON tinbao.tip_clock
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tinbao.tip_clock_due();
