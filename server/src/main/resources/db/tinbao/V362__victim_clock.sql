-- Room victim: what happened to a person by law, and the clocks that follow (rules with `person` in
-- resources/clocks/clocks.yaml). Times are Vietnam's days where a paper bears no hour.
CREATE TABLE tinbao.victim_event (
  id         uuid PRIMARY KEY,
  victim_id  uuid NOT NULL REFERENCES tinbao.victim ON DELETE CASCADE,
  event      text NOT NULL,
  at         timestamptz NOT NULL,
  agency_id  text NOT NULL,
  staff_id   uuid NOT NULL,
  written_at timestamptz NOT NULL
);
CREATE INDEX victim_event_of_victim ON tinbao.victim_event (victim_id, at);
CREATE TRIGGER victim_event_only_grows BEFORE UPDATE ON tinbao.victim_event
  FOR EACH ROW EXECUTE FUNCTION tinbao.victim_only_grows();

CREATE TABLE tinbao.victim_clock (
  victim_id          uuid NOT NULL REFERENCES tinbao.victim ON DELETE CASCADE,
  clock              text NOT NULL,
  basis              text NOT NULL,
  rule_version       text NOT NULL,
  started_at         timestamptz NOT NULL,
  due_at             timestamptz NOT NULL,
  overdue_at         timestamptz NOT NULL,
  calendar_confirmed boolean NOT NULL,
  met_at             timestamptz,
  ended_at           timestamptz,
  PRIMARY KEY (victim_id, clock, started_at),
  CHECK (met_at IS NULL OR ended_at IS NULL)
);
CREATE INDEX victim_clock_open ON tinbao.victim_clock (due_at) WHERE met_at IS NULL AND ended_at IS NULL;
COMMENT ON COLUMN tinbao.victim_clock.overdue_at IS 'when it counts as broken: due_at, or a little later when due at once';
COMMENT ON COLUMN tinbao.victim_clock.ended_at IS 'nobody owes it any more, and nobody met it';

-- Need to know: the heads of the agency that answers for a record and the people of it that were named;
-- the same of an agency that accepted a referral, until that ends.
CREATE FUNCTION tinbao.victim_open_to(of_victim uuid, viewer_agency text, viewer uuid, head boolean)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM tinbao.victim v
    WHERE v.id = of_victim
      AND (v.agency_id = viewer_agency OR EXISTS (
        SELECT FROM tinbao.victim_referral r
        WHERE r.victim_id = v.id AND r.to_agency = viewer_agency AND r.accepted_at IS NOT NULL
          AND r.ended_at IS NULL))
      AND (head OR EXISTS (
        SELECT FROM tinbao.victim_named n
        WHERE n.victim_id = v.id AND n.staff_id = viewer AND n.agency_id = viewer_agency
          AND n.until IS NULL)))
$$;
