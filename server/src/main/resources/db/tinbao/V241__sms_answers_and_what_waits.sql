-- Room conversation: what staff wrote by SMS awaits an answer, is followed until it has arrived, and
-- what a flood holds back belongs to a tip and is seen there.
ALTER TABLE tinbao.conversation DROP CONSTRAINT conversation_awaiting_check;
ALTER TABLE tinbao.conversation ADD CONSTRAINT conversation_awaiting_check
  CHECK (awaiting IN ('COMMUNE', 'STAFF'));

-- Answers by SMS to reporters, and whether they arrived. The gateway forgets sooner.
CREATE TABLE tinbao.sms_reply (
  message_id uuid PRIMARY KEY,
  tip_id     uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  delivery   text NOT NULL CHECK (delivery IN ('ON_ITS_WAY', 'ARRIVED', 'UNCONFIRMED', 'LOST')),
  code       text,
  created_at timestamptz NOT NULL,
  -- When the gateway is asked again; null: no more.
  next_at    timestamptz
);
CREATE INDEX sms_reply_due ON tinbao.sms_reply (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX sms_reply_of_tip ON tinbao.sms_reply (tip_id);
COMMENT ON COLUMN tinbao.sms_reply.code IS 'why it was lost, as the ledger has it; never words';

-- The tip that was talked about when the message came; null: none.
ALTER TABLE tinbao.sms_held ADD COLUMN tip_id uuid REFERENCES tinbao.tip ON DELETE CASCADE;
UPDATE tinbao.sms_held h SET tip_id = c.tip_id
  FROM tinbao.conversation c WHERE c.phone_hash = h.phone_hash;
CREATE INDEX sms_held_of_tip ON tinbao.sms_held (tip_id, received_at, id) WHERE tip_id IS NOT NULL;

ALTER TABLE tinbao.tip DROP CONSTRAINT tip_attention_check;
ALTER TABLE tinbao.tip ADD CONSTRAINT tip_attention_check
  CHECK (attention IN ('OFFER_EXPIRED', 'OFFER_DECLINED', 'NEW_MESSAGE', 'TASK_WITHDRAWN',
    'HEIR_WANTED', 'REPLY_LOST', 'MESSAGES_WAIT'));
