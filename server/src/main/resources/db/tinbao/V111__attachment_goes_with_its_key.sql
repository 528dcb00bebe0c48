-- Destroying a tip's key is how a tip is deleted: its files, unreadable from then on, go in the same
-- transaction, whoever deletes the key.
CREATE FUNCTION tinbao.attachment_goes_with_its_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM tinbao.attachment WHERE tip_id = OLD.tip_id;
  RETURN NULL;
END $$;
CREATE TRIGGER attachment_goes_with_its_key AFTER DELETE ON tinbao.tip_key
  FOR EACH ROW EXECUTE FUNCTION tinbao.attachment_goes_with_its_key();
