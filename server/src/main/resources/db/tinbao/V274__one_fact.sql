-- Rooms clocks, tip and duplicate: what rests and goes on while several reports are one.

-- What a merge or split ended for the time being, the clock itself tells.
UPDATE tinbao.tip_clock c SET rested_by = r.by_id
FROM tinbao.tip_clock_rested r
WHERE c.tip_id = r.tip_id AND c.clock = r.clock AND c.started_at = r.started_at AND c.state = 'ENDED';
DROP TABLE tinbao.tip_clock_rested;

ALTER TABLE tinbao.tip_merge ADD COLUMN led_anew boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN tinbao.tip_merge.led_anew IS 'while it rested, it came to another agency with other people: taken back, it begins anew there';

-- A restriction that follows another tip's: it is lifted with that one.
ALTER TABLE tinbao.tip_restriction ADD COLUMN inherited_from uuid;
COMMENT ON COLUMN tinbao.tip_restriction.inherited_from IS 'the tip whose restriction this one follows; null: it stands by itself. No reference: that tip may be deleted before';
UPDATE tinbao.tip_restriction r SET inherited_from = o.tip_id
FROM tinbao.tip_restriction o
WHERE r.until IS NULL AND o.until IS NULL AND o.tip_id <> r.tip_id AND o.since = r.since
  AND o.restricted_by IS NOT DISTINCT FROM r.restricted_by
  AND (o.tip_id = tinbao.tip_root(r.tip_id)
    OR EXISTS (SELECT FROM tinbao.tip_split s
               WHERE s.child_id = r.tip_id AND s.parent_id = o.tip_id AND s.undone_at IS NULL));

-- All that hang together with these by merges and splits in force; themselves, too. By tip_merge_one,
-- tip_merge_into, the primary key of tip_split and tip_split_of_parent.
CREATE FUNCTION tinbao.tip_family(of_tips uuid[]) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  WITH RECURSIVE family AS (
    SELECT unnest(of_tips) AS id
    UNION
    SELECT l.id FROM family f CROSS JOIN LATERAL (
      SELECT m.into_id AS id FROM tinbao.tip_merge m WHERE m.tip_id = f.id AND m.undone_at IS NULL
      UNION ALL
      SELECT m.tip_id FROM tinbao.tip_merge m WHERE m.into_id = f.id AND m.undone_at IS NULL
      UNION ALL
      SELECT s.parent_id FROM tinbao.tip_split s WHERE s.child_id = f.id AND s.undone_at IS NULL
      UNION ALL
      SELECT s.child_id FROM tinbao.tip_split s WHERE s.parent_id = f.id AND s.undone_at IS NULL) l)
  SELECT array_agg(id) FROM family
$$;

-- Locks tips and all that hang together with them, in one order for everybody: those that lead first,
-- then by id. When somebody changed what hangs together meanwhile, the locks are let go (that is what
-- the inner block is for) and it is looked again. Returns what is locked.
CREATE FUNCTION tinbao.tip_hold(of_tips uuid[]) RETURNS SETOF uuid LANGUAGE plpgsql AS $$
DECLARE
  family uuid[];
BEGIN
  FOR attempt IN 1..50 LOOP
    family := tinbao.tip_family(of_tips);
    BEGIN
      PERFORM t.id FROM tinbao.tip t WHERE t.id = ANY (family)
        ORDER BY EXISTS (SELECT FROM tinbao.tip_merge m WHERE m.tip_id = t.id AND m.undone_at IS NULL)
            OR EXISTS (SELECT FROM tinbao.tip_split s
                       WHERE s.child_id = t.id AND s.undone_at IS NULL),
          t.id
        FOR UPDATE OF t;
      IF tinbao.tip_family(of_tips) <@ family THEN
        RETURN QUERY SELECT t.id FROM tinbao.tip t WHERE t.id = ANY (family);
        RETURN;
      END IF;
      RAISE EXCEPTION USING ERRCODE = 'TB001';
    EXCEPTION WHEN SQLSTATE 'TB001' THEN
      NULL;
    END;
  END LOOP;
  RAISE EXCEPTION 'Tips that hang together change all the time' USING ERRCODE = 'serialization_failure';
END $$;

-- The tip whose reporter hears of this one: a part has no reporter of its own, also after it was joined
-- to the whole again.
CREATE FUNCTION tinbao.tip_reporter(of_tip uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  WITH RECURSIVE up AS (
    SELECT of_tip AS id, 0 AS depth
    UNION ALL
    SELECT s.parent_id, up.depth + 1 FROM up JOIN tinbao.tip_split s ON s.child_id = up.id
    WHERE up.depth < 100)
  SELECT id FROM up ORDER BY depth DESC LIMIT 1
$$;
