-- A tip offered to another agency. The lead stays the lead until the other one accepts; there is
-- never more than one open offer of a tip.
CREATE TABLE tinbao.tip_transfer (
  id               uuid PRIMARY KEY,
  tip_id           uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  from_agency_id   text NOT NULL REFERENCES tinbao.agency,
  to_agency_id     text NOT NULL REFERENCES tinbao.agency,
  reason           text NOT NULL CHECK (reason IN
                     ('NOT_COMPETENT', 'OTHER_PLACE', 'HIGHER_LEVEL', 'OFFICIAL_INVOLVED', 'OTHER')),
  note             bytea,
  stays_supporting boolean NOT NULL,
  state            text NOT NULL DEFAULT 'PENDING' CHECK (state IN
                     ('PENDING', 'ACCEPTED', 'REJECTED', 'WITHDRAWN')),
  offered_by       uuid NOT NULL,
  offered_at       timestamptz NOT NULL,
  decided_by       uuid,
  decided_at       timestamptz,
  answer           bytea,
  CHECK (from_agency_id <> to_agency_id),
  CHECK ((state = 'PENDING') = (decided_at IS NULL))
);
COMMENT ON COLUMN tinbao.tip_transfer.note IS 'why, in words; sealed under the tip''s key';
COMMENT ON COLUMN tinbao.tip_transfer.answer IS 'why not, in words; sealed under the tip''s key';
CREATE UNIQUE INDEX tip_transfer_one_open ON tinbao.tip_transfer (tip_id) WHERE state = 'PENDING';
CREATE INDEX tip_transfer_of_tip ON tinbao.tip_transfer (tip_id, offered_at);
CREATE INDEX tip_transfer_inbox ON tinbao.tip_transfer (to_agency_id, offered_at)
  WHERE state = 'PENDING';
CREATE INDEX tip_transfer_outbox ON tinbao.tip_transfer (from_agency_id, offered_at)
  WHERE state = 'PENDING';

-- A tip closed to all but named people of its lead agency.
CREATE TABLE tinbao.tip_restriction (
  id            uuid PRIMARY KEY,
  tip_id        uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  reason        text NOT NULL CHECK (reason IN ('CHILD', 'OFFICIAL', 'OTHER')),
  official      bytea,
  restricted_by uuid,
  since         timestamptz NOT NULL,
  lifted_by     uuid,
  until         timestamptz
);
COMMENT ON COLUMN tinbao.tip_restriction.official IS 'whose official, in the sender''s words; sealed under the tip''s key';
COMMENT ON COLUMN tinbao.tip_restriction.restricted_by IS 'null: from the start, at the sender''s word';
CREATE UNIQUE INDEX tip_restriction_one ON tinbao.tip_restriction (tip_id) WHERE until IS NULL;
CREATE INDEX tip_restriction_of_tip ON tinbao.tip_restriction (tip_id, since);

CREATE TABLE tinbao.tip_named (
  tip_id   uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  staff_id uuid NOT NULL,
  named_by uuid NOT NULL,
  since    timestamptz NOT NULL,
  until    timestamptz,
  PRIMARY KEY (tip_id, staff_id, since)
);
CREATE UNIQUE INDEX tip_named_once ON tinbao.tip_named (tip_id, staff_id) WHERE until IS NULL;

-- Whether a member of an agency that leads or supports a tip may open it: the one place that knows.
-- Restricted, it is open to the heads of the lead agency and the named people of it; and to all at
-- its desk while it has neither, so that no tip is out of everybody's sight.
CREATE FUNCTION tinbao.tip_open_to
  (of_tip uuid, of_role text, of_agency text, viewer uuid, is_head boolean)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM tinbao.tip_restriction r WHERE r.tip_id = of_tip AND r.until IS NULL)
    OR (of_role = 'LEAD' AND (is_head
      OR EXISTS (SELECT FROM tinbao.tip_named n
                 WHERE n.tip_id = of_tip AND n.staff_id = viewer AND n.until IS NULL)
      OR NOT EXISTS (SELECT FROM tinbao.staff_account s
                     WHERE s.agency_id = of_agency AND s.active
                       AND (EXISTS (SELECT FROM tinbao.staff_role h
                                    WHERE h.account_id = s.id AND h.role = 'AGENCY_LEAD')
                         OR EXISTS (SELECT FROM tinbao.tip_named n
                                    WHERE n.tip_id = of_tip AND n.staff_id = s.id
                                      AND n.until IS NULL)))))
$$;
