-- Room assignment: an officer's task on a tip.
CREATE TABLE tinbao.assignment (
  id          uuid PRIMARY KEY,
  tip_id      uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  agency_id   text NOT NULL REFERENCES tinbao.agency,
  officer_id  uuid NOT NULL,
  offered_by  uuid NOT NULL,
  state       text NOT NULL CHECK (state IN
                ('OFFERED', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'EN_ROUTE', 'ON_SITE', 'REPORTED', 'DONE', 'WITHDRAWN')),
  instruction bytea,
  offered_at  timestamptz NOT NULL,
  answer_by   timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  version     integer NOT NULL DEFAULT 1
);
CREATE INDEX assignment_of_tip ON tinbao.assignment (tip_id, offered_at);
CREATE INDEX assignment_of_officer ON tinbao.assignment (officer_id, updated_at DESC);
CREATE INDEX assignment_unanswered ON tinbao.assignment (answer_by) WHERE state = 'OFFERED';

-- Every step once: the app's operation id is the key.
CREATE TABLE tinbao.assignment_event (
  operation_id  uuid PRIMARY KEY,
  assignment_id uuid NOT NULL REFERENCES tinbao.assignment ON DELETE CASCADE,
  state         text NOT NULL,
  note          bytea,
  staff_id      uuid,
  reported_at   timestamptz,
  at            timestamptz NOT NULL
);
COMMENT ON COLUMN tinbao.assignment_event.reported_at IS 'the clock of the phone, which may be wrong';
CREATE INDEX assignment_event_of_assignment ON tinbao.assignment_event (assignment_id, at, operation_id);
