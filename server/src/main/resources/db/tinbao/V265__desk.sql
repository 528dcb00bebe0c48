-- Room tip: the queue of an agency in the order of the clock that runs out first. What the order
-- needs lies beside the agency, so that one index gives a page of it whatever the number of tips.
ALTER TABLE tinbao.tip_agency ADD COLUMN urgent boolean NOT NULL DEFAULT false;
ALTER TABLE tinbao.tip_agency ADD COLUMN settled boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN tinbao.tip_agency.urgent IS 'the tip''s urgency is 4 or 5; kept by triggers';
COMMENT ON COLUMN tinbao.tip_agency.settled IS 'the tip has its outcome and nothing on it calls for the desk; kept by triggers. Such a line leaves the queue when its last clock ends';

-- Outcomes of BLTTHS 147.1 and what ends a tip otherwise.
CREATE FUNCTION tinbao.tip_settled(state text, attention text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT attention IS NULL AND state IN ('NOT_A_REPORT', 'DUPLICATE', 'PROSECUTED', 'NOT_PROSECUTED',
    'ADMINISTRATIVE_TRANSFER', 'TAKEN_OVER', 'SPLIT', 'MERGED')
$$;

CREATE FUNCTION tinbao.tip_agency_like_its_tip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT t.urgency >= 4, tinbao.tip_settled(t.state, t.attention) INTO NEW.urgent, NEW.settled
    FROM tinbao.tip t WHERE t.id = NEW.tip_id;
  NEW.urgent := coalesce(NEW.urgent, false);
  NEW.settled := coalesce(NEW.settled, false);
  RETURN NEW;
END $$;
CREATE TRIGGER tip_agency_like_its_tip BEFORE INSERT ON tinbao.tip_agency
  FOR EACH ROW EXECUTE FUNCTION tinbao.tip_agency_like_its_tip();

CREATE FUNCTION tinbao.tip_tells_its_agencies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE tinbao.tip_agency a
     SET urgent = NEW.urgency >= 4, settled = tinbao.tip_settled(NEW.state, NEW.attention)
   WHERE a.tip_id = NEW.id AND a.until IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER tip_tells_its_agencies AFTER UPDATE OF urgency, state, attention ON tinbao.tip
  FOR EACH ROW
  WHEN ((OLD.urgency >= 4) <> (NEW.urgency >= 4)
    OR tinbao.tip_settled(OLD.state, OLD.attention) <> tinbao.tip_settled(NEW.state, NEW.attention))
  EXECUTE FUNCTION tinbao.tip_tells_its_agencies();

UPDATE tinbao.tip_agency a
   SET urgent = t.urgency >= 4, settled = tinbao.tip_settled(t.state, t.attention)
  FROM tinbao.tip t
 WHERE t.id = a.tip_id AND a.until IS NULL
   AND (t.urgency >= 4 OR tinbao.tip_settled(t.state, t.attention));

-- The one below is its order too.
DROP INDEX tinbao.tip_agency_by_due;

-- The open lines of an agency, urgent ones apart, in the order in which their clocks run out; what
-- has no running clock comes last.
CREATE INDEX tip_agency_by_clock
  ON tinbao.tip_agency (agency_id, urgent, (coalesce(next_due_at, 'infinity'::timestamptz)), tip_id)
  WHERE until IS NULL AND NOT (settled AND next_due_at IS NULL);

-- What somebody had a hand in.
CREATE INDEX tip_event_of_staff ON tinbao.tip_event (staff_id, tip_id) WHERE staff_id IS NOT NULL;
