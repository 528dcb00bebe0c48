-- Room fieldwork: officers' phones, what each holds and must forget, what was done on them, reports from the field.

-- A phone makes its own id and key; the key speaks for it when its session has ended: wipe orders, purge acknowledgements.
CREATE TABLE tinbao.field_device (
  id              uuid PRIMARY KEY,
  account_id      uuid NOT NULL REFERENCES tinbao.staff_account ON DELETE CASCADE,
  key_hash        bytea NOT NULL,
  name            text NOT NULL,
  round           bigint NOT NULL DEFAULT 0,
  first_at        timestamptz NOT NULL,
  last_at         timestamptz NOT NULL,
  wipe_ordered_at timestamptz,
  wipe_ordered_by uuid,
  wiped_at        timestamptz
);
CREATE INDEX field_device_of_account ON tinbao.field_device (account_id, last_at DESC);
COMMENT ON COLUMN tinbao.field_device.key_hash IS 'keyed hash of the 32 bytes that the phone made';
COMMENT ON COLUMN tinbao.field_device.round IS 'answers with news so far; the phone says with its cursor which of them it has kept';

-- What a phone was told of a task. No foreign key to the task: what a phone holds of a deleted tip must be purged too.
CREATE TABLE tinbao.field_holding (
  device_id        uuid NOT NULL REFERENCES tinbao.field_device ON DELETE CASCADE,
  assignment_id    uuid NOT NULL,
  print            bytea,
  round            bigint NOT NULL,
  content          boolean NOT NULL,
  told_at          timestamptz NOT NULL,
  purge_reason     text,
  purge_ordered_at timestamptz,
  purged_at        timestamptz,
  PRIMARY KEY (device_id, assignment_id)
);
CREATE INDEX field_holding_unpurged ON tinbao.field_holding (purge_ordered_at)
  WHERE purge_ordered_at IS NOT NULL AND purged_at IS NULL;
COMMENT ON COLUMN tinbao.field_holding.print IS 'keyed hash of what was told last; null: tell it again';

-- What was done on a phone and settled, each id once.
CREATE TABLE tinbao.field_operation (
  id            uuid PRIMARY KEY,
  device_id     uuid NOT NULL,
  account_id    uuid NOT NULL,
  assignment_id uuid NOT NULL REFERENCES tinbao.assignment ON DELETE CASCADE,
  kind          text NOT NULL CHECK (kind IN ('ACTION', 'REPORT')),
  outcome       text NOT NULL CHECK (outcome IN ('APPLIED', 'CONFLICT')),
  reported_at   timestamptz,
  at            timestamptz NOT NULL
);
CREATE INDEX field_operation_of_assignment ON tinbao.field_operation (assignment_id, at);
COMMENT ON COLUMN tinbao.field_operation.reported_at IS 'the clock of the phone, which may be wrong';

-- The report of a task: one, written on all phones of its officer.
CREATE TABLE tinbao.field_report (
  assignment_id uuid PRIMARY KEY REFERENCES tinbao.assignment ON DELETE CASCADE,
  tip_id        uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  officer_id    uuid NOT NULL,
  version       integer NOT NULL,
  started_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  finished_at   timestamptz
);
CREATE INDEX field_report_of_tip ON tinbao.field_report (tip_id, started_at);

-- Its fields, sealed under the tip's key, each with a version of its own.
CREATE TABLE tinbao.field_report_value (
  assignment_id uuid NOT NULL REFERENCES tinbao.field_report ON DELETE CASCADE,
  field         text NOT NULL,
  value         bytea NOT NULL,
  version       integer NOT NULL,
  operation_id  uuid NOT NULL,
  device_id     uuid NOT NULL,
  at            timestamptz NOT NULL,
  PRIMARY KEY (assignment_id, field)
);

-- What another phone wrote into the same field without knowing of the other: kept until the officer has chosen.
CREATE TABLE tinbao.field_report_rival (
  operation_id  uuid NOT NULL,
  assignment_id uuid NOT NULL REFERENCES tinbao.field_report ON DELETE CASCADE,
  field         text NOT NULL,
  value         bytea NOT NULL,
  device_id     uuid NOT NULL,
  at            timestamptz NOT NULL,
  settled_by    uuid,
  settled_at    timestamptz,
  PRIMARY KEY (operation_id, field)
);
CREATE INDEX field_report_rival_open ON tinbao.field_report_rival (assignment_id) WHERE settled_at IS NULL;
