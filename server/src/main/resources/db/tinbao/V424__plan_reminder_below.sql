-- Those to whom a plan reports hear once of a task below that is late.
ALTER TABLE tinbao.plan_reminder DROP CONSTRAINT plan_reminder_kind_check;
ALTER TABLE tinbao.plan_reminder ADD CONSTRAINT plan_reminder_kind_check
  CHECK (kind IN ('SOON', 'LATE', 'WINDOW', 'BELOW_LATE'));
COMMENT ON COLUMN tinbao.plan_reminder.subject IS 'id of a task (SOON, LATE, BELOW_LATE) or of a window (WINDOW)';
COMMENT ON COLUMN tinbao.plan_reminder.days IS 'so many days before, as configured; 0 for LATE and BELOW_LATE';
