-- The ledger of the phone network. States and rules: docs of package vn.tinbao.sms.queue.

-- Outbound messages. The id is made by whoever asks for the message and is the idempotency key.
CREATE TABLE sms.outbound (
  id            uuid PRIMARY KEY,
  message_class text NOT NULL CHECK (message_class IN ('REPLY', 'ALERT', 'AWARENESS')),
  lane          smallint NOT NULL,               -- 0 reply, 1 alert, 2 awareness: smaller goes first
  to_hash       bytea NOT NULL,
  to_cipher     bytea NOT NULL,
  body          bytea,                           -- sealed with the phone key; erased in a final state
  segments      smallint NOT NULL CHECK (segments > 0),
  state         text NOT NULL CHECK (state IN ('QUEUED', 'SENDING', 'UNKNOWN', 'ACCEPTED', 'SENT',
                  'SENT_UNCONFIRMED', 'UNDELIVERED', 'FAILED', 'EXPIRED', 'SUPPRESSED', 'CANCELED',
                  'DELIVERED')),
  rank          smallint NOT NULL,               -- of the state; a provider's news may only raise it
  attempt       smallint NOT NULL DEFAULT 0,     -- calls of a provider so far
  tries         smallint NOT NULL DEFAULT 0,     -- of these, refused for the moment
  deferrals     smallint NOT NULL DEFAULT 0,     -- of these, surely not sent: makes the pauses longer
  doubts        smallint NOT NULL DEFAULT 0,     -- of these, with unknown outcome
  next_at       timestamptz NOT NULL,            -- QUEUED: not before; UNKNOWN: decide then
  lease_until   timestamptz,                     -- SENDING: whoever holds it must be done by then
  provider      text,
  error_code    text,
  valid_until   timestamptz,
  created_at    timestamptz NOT NULL,
  changed_at    timestamptz NOT NULL,
  CHECK (state NOT IN ('UNDELIVERED', 'FAILED', 'EXPIRED', 'SUPPRESSED', 'CANCELED', 'DELIVERED',
                       'SENT_UNCONFIRMED') OR body IS NULL)
);
-- Claims: the lanes in order, in each what is due first.
CREATE INDEX outbound_due ON sms.outbound (lane, next_at, id) WHERE state = 'QUEUED';
-- One message in flight to a recipient.
CREATE INDEX outbound_recipient ON sms.outbound (to_hash, created_at, id)
  WHERE state IN ('QUEUED', 'SENDING');
-- Sweeps: leases that ran out, doubts to decide, missing receipts, validity.
CREATE INDEX outbound_lease ON sms.outbound (lease_until) WHERE state = 'SENDING';
CREATE INDEX outbound_doubt ON sms.outbound (next_at) WHERE state = 'UNKNOWN';
CREATE INDEX outbound_unconfirmed ON sms.outbound (changed_at) WHERE state IN ('ACCEPTED', 'SENT');
CREATE INDEX outbound_validity ON sms.outbound (valid_until)
  WHERE state = 'QUEUED' AND valid_until IS NOT NULL;

-- One row for each call of a provider, committed before the call.
CREATE TABLE sms.attempt (
  message_id uuid NOT NULL REFERENCES sms.outbound ON DELETE CASCADE,
  n          smallint NOT NULL,
  provider   text NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at   timestamptz,
  outcome    text CHECK (outcome IN ('ACCEPTED', 'NOT_SENT', 'IN_DOUBT', 'REFUSED')),
  code       text,
  provider_id text,                              -- the provider's name for what this call sent
  PRIMARY KEY (message_id, n)
);
-- A provider's news names its own id.
CREATE UNIQUE INDEX attempt_provider_id ON sms.attempt (provider, provider_id)
  WHERE provider_id IS NOT NULL;

-- All news from providers, each once, whatever became of it.
CREATE TABLE sms.provider_event (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  provider    text NOT NULL,
  provider_id text NOT NULL,
  message_id  uuid,                              -- null: our own row does not know the provider's id yet
  status      text NOT NULL,
  code        text NOT NULL DEFAULT '',
  received_at timestamptz NOT NULL,
  UNIQUE (provider, provider_id, status, code)
);
CREATE INDEX provider_event_early ON sms.provider_event (provider, provider_id)
  WHERE message_id IS NULL;

-- Inbound messages, stored before the provider gets its answer.
CREATE TABLE sms.inbound (
  id              uuid PRIMARY KEY,
  provider        text NOT NULL,
  provider_msg_id text,                          -- null where the provider gives none (SMPP)
  from_hash       bytea NOT NULL,
  from_cipher     bytea NOT NULL,
  to_number       text NOT NULL,                 -- ours
  body            bytea,                         -- sealed to the server's public key; erased when done
  received_at     timestamptz NOT NULL,
  state           text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'DONE')),
  tries           smallint NOT NULL DEFAULT 0,
  next_at         timestamptz NOT NULL,
  done_at         timestamptz,
  error_code      text,
  CHECK (state <> 'DONE' OR body IS NULL),
  UNIQUE (provider, provider_msg_id)
);
CREATE INDEX inbound_waiting ON sms.inbound (received_at, id) WHERE state = 'WAITING';
-- One message of a sender at a time.
CREATE INDEX inbound_sender ON sms.inbound (from_hash, received_at, id) WHERE state = 'WAITING';

-- Which keys the rows here were sealed with, so that a wrong key file is noticed at the start.
CREATE TABLE sms.key_mark (
  name text PRIMARY KEY,
  mark bytea NOT NULL
);
