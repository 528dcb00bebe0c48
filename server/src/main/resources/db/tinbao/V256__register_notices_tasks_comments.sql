-- Room proceeding: the register of a report (TT 28/2020/TT-BCA art. 5.3), version by version, the
-- newest counts; what reporters were told; tasks of agencies; comments. Words are sealed under the
-- tip's key.
CREATE TABLE tinbao.tip_register (
  id               uuid PRIMARY KEY,
  tip_id           uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  facts            bytea NOT NULL,
  identity_refused boolean NOT NULL,
  agency_id        text NOT NULL,
  staff_id         uuid NOT NULL,
  at               timestamptz NOT NULL
);
CREATE INDEX tip_register_of_tip ON tinbao.tip_register (tip_id, at DESC, id DESC);
CREATE FUNCTION tinbao.tip_register_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'tip_register only grows';
END $$;
CREATE TRIGGER tip_register_only_grows BEFORE UPDATE ON tinbao.tip_register
  FOR EACH ROW EXECUTE FUNCTION tinbao.tip_register_only_grows();

-- Room tip: who a reporter is, as the desk noted it; opened like tip_identity, by a custodian's grant.
CREATE TABLE tinbao.tip_identity_noted (
  id     uuid PRIMARY KEY,
  tip_id uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  sealed bytea NOT NULL,
  at     timestamptz NOT NULL
);
CREATE INDEX tip_identity_noted_of_tip ON tinbao.tip_identity_noted (tip_id, at DESC, id DESC);

CREATE TABLE tinbao.tip_notice (
  id         uuid PRIMARY KEY,
  tip_id     uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  kind       text NOT NULL CHECK (kind IN ('RECEIVED', 'RESULT', 'SUSPENDED')),
  way        text NOT NULL CHECK (way IN ('DIALOGUE', 'PAPER', 'NOT_OWED')),
  template   text,
  message_id uuid,
  agency_id  text NOT NULL,
  staff_id   uuid NOT NULL,
  at         timestamptz NOT NULL,
  CHECK ((way = 'DIALOGUE') = (message_id IS NOT NULL))
);
COMMENT ON COLUMN tinbao.tip_notice.way IS 'NOT_OWED: identity refused and no way to reach the reporter (TT 28/2020 art. 17)';
CREATE INDEX tip_notice_of_tip ON tinbao.tip_notice (tip_id, at);

CREATE TABLE tinbao.tip_task (
  id          uuid PRIMARY KEY,
  tip_id      uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  agency_id   text NOT NULL,
  what        bytea NOT NULL,
  due_on      date,
  state       text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'DONE', 'WITHDRAWN')),
  given_by    uuid NOT NULL,
  given_at    timestamptz NOT NULL,
  ended_by    uuid,
  ended_at    timestamptz,
  answer      bytea,
  CHECK ((state = 'OPEN') = (ended_at IS NULL))
);
CREATE INDEX tip_task_of_tip ON tinbao.tip_task (tip_id, given_at);
CREATE INDEX tip_task_of_agency ON tinbao.tip_task (agency_id, due_on) WHERE state = 'OPEN';

CREATE TABLE tinbao.tip_comment (
  id        uuid PRIMARY KEY,
  tip_id    uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  scope     text NOT NULL CHECK (scope IN ('INTERNAL', 'BETWEEN')),
  body      bytea NOT NULL,
  agency_id text NOT NULL,
  staff_id  uuid NOT NULL,
  at        timestamptz NOT NULL
);
COMMENT ON COLUMN tinbao.tip_comment.scope IS 'INTERNAL: its own agency reads it; BETWEEN: all that have a part in the tip';
CREATE INDEX tip_comment_of_tip ON tinbao.tip_comment (tip_id, at);
