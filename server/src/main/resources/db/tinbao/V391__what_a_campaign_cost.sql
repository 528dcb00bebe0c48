-- Room campaign: what operators charged is counted with the outcomes, so that nobody adds up a million
-- messages to see it, and the gateway may forget them.
ALTER TABLE tinbao.campaign_recipient
  ADD COLUMN cost bigint;                            -- of the last message, millionths of a đồng, as far as
                                                     -- counted in campaign_sending; null: nothing
ALTER TABLE tinbao.campaign_sending
  ADD COLUMN cost    bigint NOT NULL DEFAULT 0,      -- of all messages, millionths of a đồng
  ADD COLUMN changes bigint NOT NULL DEFAULT 0;      -- grows whenever a recipient's state does

-- What was charged so far stands in the gateway's ledger; one that is older than costs has charged nothing.
DO $$
BEGIN
  IF EXISTS (SELECT FROM information_schema.columns
              WHERE table_schema = 'sms' AND table_name = 'outbound' AND column_name = 'cost') THEN
    UPDATE tinbao.campaign_recipient r SET cost = o.cost
      FROM sms.outbound o WHERE o.id = r.message_id AND o.cost > 0;
    UPDATE tinbao.campaign_sending s SET cost = charged.cost
      FROM (SELECT campaign, sum(cost) AS cost FROM sms.outbound WHERE campaign IS NOT NULL
             GROUP BY campaign) charged
     WHERE charged.campaign = s.campaign;
  END IF;
END $$;
