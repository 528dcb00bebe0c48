-- Who wrote a campaign does not approve it: nor who made it, nor whose words are in its texts.
CREATE FUNCTION tinbao.campaign_second_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.approved_by = NEW.made_by
     OR EXISTS (SELECT 1 FROM tinbao.campaign_text t
                 WHERE t.campaign_id = NEW.id AND t.changed_by = NEW.approved_by) THEN
    RAISE EXCEPTION 'who wrote a campaign does not approve it' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER campaign_second_person BEFORE UPDATE ON tinbao.campaign
  FOR EACH ROW WHEN (NEW.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by)
  EXECUTE FUNCTION tinbao.campaign_second_person();
