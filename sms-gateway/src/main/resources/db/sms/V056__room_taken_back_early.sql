-- A campaign leaves four dead versions of each message, and the entries of what was sent stand before
-- those of what waits in the index that claims read. By the usual share of a table with a million rows
-- they would stay until 200,000 had gathered.
CREATE OR REPLACE FUNCTION sms.make_month(month date) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  first  date := date_trunc('month', month)::date;
  after  date := (date_trunc('month', month) + interval '1 month')::date;
  name   text;
  part   text;
  col    text;
  low    text;
  high   text;
  holder text;
  made   boolean := false;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('sms.make_month'));
  FOREACH name IN ARRAY ARRAY['outbound', 'attempt', 'provider_event'] LOOP
    part := name || '_' || to_char(first, 'YYYY_MM');
    CONTINUE WHEN to_regclass('sms.' || part) IS NOT NULL;
    col := CASE name WHEN 'outbound' THEN 'id' WHEN 'attempt' THEN 'message_id' ELSE 'month' END;
    low := CASE name WHEN 'provider_event' THEN first::text ELSE sms.month_bound(first)::text END;
    high := CASE name WHEN 'provider_event' THEN after::text ELSE sms.month_bound(after)::text END;
    -- Attached, not created in place: that would lock the whole table against readers.
    -- Room is taken back early: what has left the queue lies before what waits in its indexes.
    EXECUTE format('CREATE TABLE sms.%I (LIKE sms.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)
                    WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 20000)',
                   part, name);
    EXECUTE format('LOCK TABLE sms.%I IN ACCESS EXCLUSIVE MODE', name || '_default');
    EXECUTE format('WITH moved AS (DELETE FROM sms.%I WHERE %I >= %L AND %I < %L RETURNING *)
                    INSERT INTO sms.%I SELECT * FROM moved',
                   name || '_default', col, low, col, high, part);
    EXECUTE format('ALTER TABLE sms.%I ATTACH PARTITION sms.%I FOR VALUES FROM (%L) TO (%L)',
                   name, part, low, high);
    SELECT r.rolname INTO holder FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
     WHERE c.oid = ('sms.' || name)::regclass;
    IF holder <> current_user THEN
      EXECUTE format('ALTER TABLE sms.%I OWNER TO %I', part, holder);
    END IF;
    made := true;
  END LOOP;
  RETURN made;
END
$$;

DO $$
DECLARE
  part regclass;
BEGIN
  FOR part IN
    SELECT i.inhrelid::regclass FROM pg_inherits i
     WHERE i.inhparent IN ('sms.outbound'::regclass, 'sms.attempt'::regclass,
                           'sms.provider_event'::regclass)
  LOOP
    EXECUTE format('ALTER TABLE %s SET (autovacuum_vacuum_scale_factor = 0.02,
                                        autovacuum_vacuum_threshold = 20000)', part);
  END LOOP;
END
$$;
