-- As V274, and: who leads is read before the locks are had. Two that read it before and after a third one
-- merged take the same tips in different order and may wait for each other; the one that PostgreSQL then
-- stops lets its locks go and looks again, as it does when what hangs together has changed.
CREATE OR REPLACE FUNCTION tinbao.tip_hold(of_tips uuid[]) RETURNS SETOF uuid LANGUAGE plpgsql AS $$
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
    EXCEPTION WHEN SQLSTATE 'TB001' OR deadlock_detected THEN
      NULL;
    END;
  END LOOP;
  RAISE EXCEPTION 'Tips that hang together change all the time' USING ERRCODE = 'serialization_failure';
END $$;
