-- Room duty: who is at which agency's desk when, whom a new tip wakes, and what one shift hands on to
-- the next. Law asks for somebody day and night (TTLT 01/2017 art. 7, TT 28/2020 art. 4).
CREATE TABLE tinbao.duty_shift (
  id         uuid PRIMARY KEY,
  agency_id  text NOT NULL REFERENCES tinbao.agency,
  staff_id   uuid NOT NULL,
  role       text NOT NULL CHECK (role IN ('COMMANDER', 'DESK', 'STANDBY')),
  wakes      text NOT NULL CHECK (wakes IN ('ALL', 'URGENT', 'NONE')),
  starts_at  timestamptz NOT NULL,
  ends_at    timestamptz NOT NULL,
  made_by    uuid NOT NULL,
  made_at    timestamptz NOT NULL,
  dropped_by uuid,
  dropped_at timestamptz,
  CHECK (ends_at > starts_at),
  CHECK ((dropped_at IS NULL) = (dropped_by IS NULL))
);
COMMENT ON COLUMN tinbao.duty_shift.wakes IS 'which new tips are pushed to this person''s devices';
COMMENT ON COLUMN tinbao.duty_shift.ends_at IS 'the first moment that is no more of the shift';
COMMENT ON COLUMN tinbao.duty_shift.dropped_at IS 'taken off the roster; the row stays';
CREATE INDEX duty_shift_of_agency ON tinbao.duty_shift (agency_id, ends_at);

-- One shift hands over to the next: the figures as they were, a note, and the hand of both.
CREATE TABLE tinbao.duty_handover (
  id           uuid PRIMARY KEY,
  agency_id    text NOT NULL REFERENCES tinbao.agency,
  from_id      uuid NOT NULL,
  since        timestamptz NOT NULL,
  given_at     timestamptz NOT NULL,
  figures      jsonb NOT NULL,
  on_duty      uuid[] NOT NULL,
  note         bytea,
  to_id        uuid,
  taken_at     timestamptz,
  withdrawn_at timestamptz,
  CHECK (to_id IS NULL OR to_id <> from_id),
  CHECK ((taken_at IS NULL) = (to_id IS NULL)),
  CHECK (taken_at IS NULL OR withdrawn_at IS NULL)
);
COMMENT ON COLUMN tinbao.duty_handover.since IS 'what changed is counted from here: the hand-over before';
COMMENT ON COLUMN tinbao.duty_handover.figures IS 'numbers by code, never words';
COMMENT ON COLUMN tinbao.duty_handover.on_duty IS 'who was on the roster when it was given';
COMMENT ON COLUMN tinbao.duty_handover.note IS 'sealed under the master key, context handover:<id>';
CREATE UNIQUE INDEX duty_handover_one_open ON tinbao.duty_handover (agency_id)
  WHERE taken_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX duty_handover_of_agency ON tinbao.duty_handover (agency_id, given_at DESC);

-- The tips that the note is about; a deleted tip leaves nothing here.
CREATE TABLE tinbao.duty_handover_tip (
  handover_id uuid NOT NULL REFERENCES tinbao.duty_handover ON DELETE CASCADE,
  tip_id      uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  why         text NOT NULL CHECK (why IN ('URGENT', 'OVERDUE', 'WANTED')),
  PRIMARY KEY (handover_id, tip_id)
);
CREATE INDEX duty_handover_tip_of_tip ON tinbao.duty_handover_tip (tip_id);

-- What changed since a moment, whatever the number of tips: the timeline only grows, so its rows lie
-- in the order of their times and a few blocks hold a day.
CREATE INDEX tip_event_by_time ON tinbao.tip_event USING brin (at) WITH (pages_per_range = 32);

-- Views of the queue that somebody keeps for themselves.
CREATE TABLE tinbao.desk_view (
  id         uuid PRIMARY KEY,
  staff_id   uuid NOT NULL,
  name       bytea NOT NULL,
  filter     text NOT NULL,
  made_at    timestamptz NOT NULL
);
COMMENT ON COLUMN tinbao.desk_view.name IS 'typed by a person, so sealed: master key, context desk-view:<id>';
COMMENT ON COLUMN tinbao.desk_view.filter IS 'codes and numbers, as in the address of the page';
CREATE INDEX desk_view_of_staff ON tinbao.desk_view (staff_id, made_at);
