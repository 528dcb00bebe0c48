-- After each start, whoever starts: what is in the schema belongs to the schema's owner. A server
-- that comes first after an upgrade makes tables; a gateway with an account of its own needs them.
DO $$
DECLARE
  holder oid := (SELECT nspowner FROM pg_namespace WHERE nspname = 'sms');
  thing  record;
BEGIN
  IF NOT pg_has_role(holder, 'MEMBER') THEN
    RETURN; -- nothing that we could give
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('sms.make_month'));
  -- Who writes must not queue up behind us: what is in use is handed over at the next start.
  SET LOCAL lock_timeout = '2s';
  FOR thing IN
    SELECT format('TABLE %s', c.oid::regclass) AS named
      FROM pg_class c
     WHERE c.relnamespace = 'sms'::regnamespace AND c.relowner <> holder
       AND pg_has_role(c.relowner, 'USAGE') AND c.relkind IN ('r', 'p', 'v', 'm')
    UNION ALL
    SELECT format('ROUTINE %s', p.oid::regprocedure)
      FROM pg_proc p
     WHERE p.pronamespace = 'sms'::regnamespace AND p.proowner <> holder
       AND pg_has_role(p.proowner, 'USAGE')
  LOOP
    BEGIN
      EXECUTE format('ALTER %s OWNER TO %I', thing.named, pg_get_userbyid(holder));
    EXCEPTION WHEN lock_not_available THEN
      RAISE NOTICE '% is in use and keeps its owner', thing.named;
    END;
  END LOOP;
END
$$;
