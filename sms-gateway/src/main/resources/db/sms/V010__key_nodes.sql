-- Which keys each running process can open with, and which it seals with: a rotation waits for all of
-- them. Numbers of keys are no secret.
CREATE TABLE sms.key_node (
  node     uuid NOT NULL,
  key      text NOT NULL,
  ids      integer[] NOT NULL,
  sealing  integer NOT NULL,
  place    text NOT NULL,
  seen_at  timestamptz NOT NULL,
  PRIMARY KEY (node, key)
);
COMMENT ON COLUMN sms.key_node.place IS 'host and process id, for the operator';

-- Retention: messages whose time is over, by class.
CREATE INDEX inbound_old ON sms.inbound (done_at) WHERE state = 'DONE';
CREATE INDEX outbound_old ON sms.outbound (message_class, changed_at)
  WHERE state IN ('SENT_UNCONFIRMED', 'UNDELIVERED', 'FAILED', 'EXPIRED', 'SUPPRESSED', 'CANCELED',
                  'DELIVERED');
CREATE INDEX provider_event_old ON sms.provider_event (received_at);
