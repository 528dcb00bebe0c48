-- Room plan: who was reminded of what, once each. The row decides, whatever the number of nodes.
CREATE TABLE tinbao.plan_reminder (
  id         uuid PRIMARY KEY,
  plan_id    text NOT NULL REFERENCES tinbao.plan,
  subject    text NOT NULL,
  agency_id  text NOT NULL REFERENCES tinbao.agency,
  staff_id   uuid NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('SOON', 'LATE', 'WINDOW')),
  on_date    date NOT NULL,
  days       integer NOT NULL,
  written_at timestamptz NOT NULL,
  read_at    timestamptz,
  UNIQUE (plan_id, subject, agency_id, staff_id, kind, on_date, days)
);
COMMENT ON COLUMN tinbao.plan_reminder.subject IS 'id of a task (SOON, LATE) or of a window (WINDOW)';
COMMENT ON COLUMN tinbao.plan_reminder.on_date IS 'the last day of the task, the first of the window';
COMMENT ON COLUMN tinbao.plan_reminder.days IS 'so many days before, as configured; 0 for LATE';
CREATE INDEX plan_reminder_of_person ON tinbao.plan_reminder (staff_id, written_at DESC) WHERE read_at IS NULL;
CREATE INDEX plan_reminder_of_agency ON tinbao.plan_reminder (agency_id);
