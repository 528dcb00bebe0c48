-- Room proceeding: the legal steps of a tip, as they were taken. The chain n = 1, 2, … of a tip has no
-- holes, each step begins in the state in which the one before ended, and nothing is ever changed.
CREATE TABLE tinbao.tip_step (
  id            uuid PRIMARY KEY,
  tip_id        uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  n             integer NOT NULL CHECK (n > 0),
  step          text NOT NULL,
  from_state    text NOT NULL,
  to_state      text NOT NULL,
  agency_id     text NOT NULL,
  staff_id      uuid,
  happened_at   timestamptz NOT NULL,
  at            timestamptz NOT NULL,
  codes         jsonb NOT NULL DEFAULT '{}',
  fields        bytea,
  rules_version text NOT NULL,
  UNIQUE (tip_id, n)
);
COMMENT ON COLUMN tinbao.tip_step.agency_id IS 'who led the tip; no reference: history names what was';
COMMENT ON COLUMN tinbao.tip_step.staff_id IS 'null: followed from another act';
COMMENT ON COLUMN tinbao.tip_step.happened_at IS 'when it was done, as said by who wrote it down at "at"';
COMMENT ON COLUMN tinbao.tip_step.codes IS 'choices, days, ids; never words';
COMMENT ON COLUMN tinbao.tip_step.fields IS 'what was typed, sealed under the tip''s key';
CREATE FUNCTION tinbao.tip_step_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'tip_step only grows';
END $$;
CREATE TRIGGER tip_step_only_grows BEFORE UPDATE ON tinbao.tip_step
  FOR EACH ROW EXECUTE FUNCTION tinbao.tip_step_only_grows();


-- Until now an officer's acceptance made a tip ASSIGNED; in law that is a decision of the head.
UPDATE tinbao.tip SET state = 'RECEIVED' WHERE state = 'ASSIGNED';
-- Open offers: the state follows them from now on.
INSERT INTO tinbao.tip_step
  (id, tip_id, n, step, from_state, to_state, agency_id, staff_id, happened_at, at, rules_version)
SELECT gen_random_uuid(), t.id, 1, 'TRANSFER_OFFERED', t.state, 'TRANSFERRED', f.from_agency_id,
  f.offered_by, f.offered_at, f.offered_at, 'V255'
FROM tinbao.tip_transfer f JOIN tinbao.tip t ON t.id = f.tip_id
WHERE f.state = 'PENDING' AND t.state IN ('RECEIVED', 'TRANSFER_ACCEPTED');
UPDATE tinbao.tip t SET state = 'TRANSFERRED'
WHERE EXISTS (SELECT FROM tinbao.tip_step s WHERE s.tip_id = t.id);
