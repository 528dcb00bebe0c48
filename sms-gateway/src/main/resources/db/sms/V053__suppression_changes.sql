-- Who counts an audience must know what changed about numbers since they last looked.
ALTER TABLE sms.suppression ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();

CREATE FUNCTION sms.suppression_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed_at := clock_timestamp();
  RETURN NEW;
END
$$;
CREATE TRIGGER suppression_changed BEFORE INSERT OR UPDATE ON sms.suppression
  FOR EACH ROW EXECUTE FUNCTION sms.suppression_changed();
CREATE INDEX suppression_changed ON sms.suppression (changed_at, to_hash);
