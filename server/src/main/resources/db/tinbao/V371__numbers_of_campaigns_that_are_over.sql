-- Room campaign: what is left of a sending when it is long over, and which outcomes count for a pause.
ALTER TABLE tinbao.campaign_recipient ALTER COLUMN phone_cipher DROP NOT NULL; -- null: cleared, the hash stays
ALTER TABLE tinbao.campaign_sending
  ADD COLUMN cleared_to  bigint NOT NULL DEFAULT 0, -- numbers of recipients up to this one are cleared
  ADD COLUMN counts_from timestamptz;               -- errors: of messages sent since then; null: of all
CREATE INDEX campaign_sending_uncleared ON tinbao.campaign_sending (ended_at) WHERE cleared_to < total;
