-- Room retention: what is kept from deletion, what will be deleted, and what is left of it.

-- A legal hold. No cascade, on purpose: while one stands, the database itself refuses to delete
-- the tip, whoever tries.
CREATE TABLE tinbao.tip_hold (
  id          uuid PRIMARY KEY,
  tip_id      uuid NOT NULL REFERENCES tinbao.tip,
  set_by      uuid NOT NULL,
  set_at      timestamptz NOT NULL,
  reason      bytea NOT NULL,
  lifted_by   uuid,
  lifted_at   timestamptz,
  lift_reason bytea,
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lift_reason IS NULL))
);
COMMENT ON COLUMN tinbao.tip_hold.reason IS 'sealed under the tip''s key';
CREATE UNIQUE INDEX tip_hold_one ON tinbao.tip_hold (tip_id) WHERE lifted_at IS NULL;
CREATE INDEX tip_hold_of_tip ON tinbao.tip_hold (tip_id, set_at);

-- An announced deletion.
CREATE TABLE tinbao.tip_removal (
  tip_id       uuid PRIMARY KEY REFERENCES tinbao.tip ON DELETE CASCADE,
  class        text NOT NULL,
  announced_at timestamptz NOT NULL,
  not_before   timestamptz NOT NULL,
  CONSTRAINT tip_removal_seven_days CHECK (not_before >= announced_at + interval '168 hours')
);
CREATE INDEX tip_removal_by_time ON tinbao.tip_removal (not_before, tip_id);

-- What statistics need of a deleted tip. Nothing leads back: an id of its own, days instead of
-- times, no words, no phone, no receipt.
CREATE TABLE tinbao.tip_tombstone (
  id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  class            text NOT NULL,
  channel          text NOT NULL,
  source_kind      text NOT NULL,
  kind             text NOT NULL,
  state            text NOT NULL,
  categories       text[] NOT NULL,
  urgency          smallint NOT NULL,
  immediate_danger boolean NOT NULL,
  child            boolean NOT NULL,
  cross_border     boolean NOT NULL,
  unit_id          bigint REFERENCES tinbao.unit,
  lead_agency_id   text NOT NULL REFERENCES tinbao.agency,
  fallback         boolean NOT NULL,
  received_on      date NOT NULL,
  removed_on       date NOT NULL,
  -- [{"clock": "classify", "met": true}, …]
  clocks           jsonb NOT NULL
);
COMMENT ON COLUMN tinbao.tip_tombstone.received_on IS 'day in Vietnam';
CREATE INDEX tip_tombstone_by_day ON tinbao.tip_tombstone (received_on);

-- When a nightly job is due next; the node that moves it on does the work.
CREATE TABLE tinbao.nightly_job (
  name    text PRIMARY KEY,
  next_at timestamptz NOT NULL
);
