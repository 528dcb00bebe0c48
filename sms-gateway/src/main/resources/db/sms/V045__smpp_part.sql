-- The ids that an operator gave to the parts of a long message (SMPP): each part has its own
-- receipt, and the message is delivered when all are. A message whose answer came too late is here
-- too, as its only part, so that its receipt finds it.
CREATE TABLE sms.smpp_part (
  provider    text NOT NULL,
  part_id     text NOT NULL,                     -- the operator's; may come again after years: the newest counts
  message_id  uuid NOT NULL,                     -- ours; without foreign key, the ledger drops whole months
  provider_id text NOT NULL,                     -- of the whole, as the attempt has it
  total       smallint NOT NULL CHECK (total > 0),
  status      text,
  code        text,
  PRIMARY KEY (provider, part_id)
);
-- All parts of a message; and, as our ids grow with time, the oldest.
CREATE INDEX smpp_part_message ON sms.smpp_part (message_id);
