-- Room conversation: a number that floods is asked to send back a word; what it sent meanwhile is kept here, sealed.
CREATE TABLE tinbao.sms_flow (
  phone_hash bytea PRIMARY KEY,
  -- How many messages came lately; fades with the window of tinbao.gate.
  weight     double precision NOT NULL CHECK (weight >= 0),
  counted_at timestamptz NOT NULL,
  -- When the word was asked for that is not yet answered; the word follows from phone and time.
  asked_at   timestamptz
);
CREATE INDEX sms_flow_counted_at ON tinbao.sms_flow (counted_at);

CREATE TABLE tinbao.sms_held (
  -- The id of the inbound message: held twice is held once.
  id           uuid PRIMARY KEY,
  phone_hash   bytea NOT NULL,
  phone_cipher bytea NOT NULL,
  sealed       bytea NOT NULL,
  received_at  timestamptz NOT NULL
);
-- In the order in which they came, for one number.
CREATE INDEX sms_held_phone ON tinbao.sms_held (phone_hash, received_at, id);
CREATE INDEX sms_held_received_at ON tinbao.sms_held (received_at);
