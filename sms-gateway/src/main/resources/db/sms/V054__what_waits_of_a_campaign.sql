-- Of a campaign only what waits is ever looked for: every other state was written into the index once
-- for each move of each message.
CREATE INDEX outbound_campaign_waiting ON sms.outbound (campaign, next_at)
  WHERE state = 'QUEUED' AND campaign IS NOT NULL;
DROP INDEX sms.outbound_campaign;
-- Days come one after the other: a summary of blocks finds the old ones.
CREATE INDEX awareness_day_past ON sms.awareness_day USING brin (day);
DROP INDEX sms.awareness_day_old;
