-- A resend first sets the failed back to waiting, some at a time: up to this recipient it is done;
-- null when no resend is being prepared.
ALTER TABLE tinbao.campaign_sending ADD COLUMN again_to bigint;
