-- Room clocks: timers (db-scheduler's own table), clocks that rest, and what was told upwards.
CREATE TABLE tinbao.scheduled_task (
  task_name            text NOT NULL,
  task_instance        text NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_task_due ON tinbao.scheduled_task (execution_time);
CREATE INDEX scheduled_task_heartbeat ON tinbao.scheduled_task (last_heartbeat);

ALTER TABLE tinbao.tip_clock ADD COLUMN rested_by uuid;
COMMENT ON COLUMN tinbao.tip_clock.rested_by IS 'what ended it for the time being; taken back, it goes on';

COMMENT ON COLUMN tinbao.tip_clock.breached_at IS 'since when it is broken; stays when it is met late';

-- A broken clock, as its lead's superior was told.
CREATE TABLE tinbao.clock_escalation (
  id         uuid PRIMARY KEY,
  tip_id     uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  clock      text NOT NULL,
  started_at timestamptz NOT NULL,
  from_id    text NOT NULL REFERENCES tinbao.agency,
  to_id      text NOT NULL REFERENCES tinbao.agency,
  at         timestamptz NOT NULL,
  UNIQUE (tip_id, clock, started_at)
);
COMMENT ON TABLE tinbao.clock_escalation IS 'codes only: the superior does not see the tip by it';
CREATE INDEX clock_escalation_to ON tinbao.clock_escalation (to_id, at DESC, id DESC);
CREATE INDEX clock_escalation_from ON tinbao.clock_escalation (from_id);
