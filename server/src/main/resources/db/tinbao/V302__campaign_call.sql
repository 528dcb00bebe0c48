-- Calls to duty: which colleague was called by which campaign for staff, and who said to have read it.
CREATE TABLE tinbao.campaign_call (
  campaign_id uuid NOT NULL REFERENCES tinbao.campaign ON DELETE CASCADE,
  staff_id    uuid NOT NULL,
  called_at   timestamptz NOT NULL,
  read_at     timestamptz,
  PRIMARY KEY (campaign_id, staff_id)
);
CREATE INDEX campaign_call_of_staff ON tinbao.campaign_call (staff_id, called_at DESC);
