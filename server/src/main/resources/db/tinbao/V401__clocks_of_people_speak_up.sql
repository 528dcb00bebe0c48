-- Room victim: the clocks of a record warn before they are due and are told upwards when they ran out.
ALTER TABLE tinbao.victim_clock
  ADD COLUMN next_alert_at timestamptz,
  ADD COLUMN warned_at     timestamptz,
  ADD COLUMN breached_at   timestamptz;
COMMENT ON COLUMN tinbao.victim_clock.next_alert_at IS 'when something must be said of it next; null: never';
COMMENT ON COLUMN tinbao.victim_clock.breached_at IS 'since when it is broken; stays when it is met late';
UPDATE tinbao.victim_clock SET next_alert_at = overdue_at WHERE met_at IS NULL AND ended_at IS NULL;
ALTER TABLE tinbao.victim_clock
  ADD CHECK (next_alert_at IS NULL OR (met_at IS NULL AND ended_at IS NULL));
CREATE INDEX victim_clock_alert ON tinbao.victim_clock (next_alert_at) WHERE next_alert_at IS NOT NULL;

CREATE TABLE tinbao.victim_escalation (
  id         uuid PRIMARY KEY,
  victim_id  uuid NOT NULL REFERENCES tinbao.victim ON DELETE CASCADE,
  clock      text NOT NULL,
  started_at timestamptz NOT NULL,
  from_id    text NOT NULL REFERENCES tinbao.agency,
  to_id      text NOT NULL REFERENCES tinbao.agency,
  at         timestamptz NOT NULL,
  UNIQUE (victim_id, clock, started_at)
);
COMMENT ON TABLE tinbao.victim_escalation IS 'codes only: the superior does not see the record by it';
CREATE INDEX victim_escalation_to ON tinbao.victim_escalation (to_id, at DESC, id DESC);
CREATE INDEX victim_escalation_from ON tinbao.victim_escalation (from_id);
