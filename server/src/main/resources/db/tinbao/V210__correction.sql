-- Room tip: what staff corrected in a reading, kept as an example to measure understanding on.
CREATE TABLE tinbao.correction (
  id                    uuid PRIMARY KEY,
  tip_id                uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  understanding_version text NOT NULL,
  -- The words as they were read together, what was understood, what is right.
  example               bytea NOT NULL,
  reason                bytea,
  staff_id              uuid NOT NULL,
  at                    timestamptz NOT NULL
);
COMMENT ON COLUMN tinbao.correction.example IS 'sealed under the tip''s key: gone with it';
COMMENT ON COLUMN tinbao.correction.reason IS 'sealed under the tip''s key';
CREATE INDEX correction_of_tip ON tinbao.correction (tip_id, at, id);

-- Destroying a tip's key is how a tip is deleted: examples, unreadable from then on, go in the same
-- transaction, whoever deletes the key.
CREATE FUNCTION tinbao.correction_goes_with_its_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM tinbao.correction WHERE tip_id = OLD.tip_id;
  RETURN NULL;
END $$;
CREATE TRIGGER correction_goes_with_its_key AFTER DELETE ON tinbao.tip_key
  FOR EACH ROW EXECUTE FUNCTION tinbao.correction_goes_with_its_key();
