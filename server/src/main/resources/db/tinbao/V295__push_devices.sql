-- Room push: phones that a push provider reaches by a token, what became of each hand-over, and what the app said it got.

-- One a session of a phone: whoever ends the session ends the address too.
CREATE TABLE tinbao.push_device (
  session_id  uuid PRIMARY KEY REFERENCES tinbao.staff_session (id) ON DELETE CASCADE,
  account_id  uuid NOT NULL REFERENCES tinbao.staff_account ON DELETE CASCADE,
  provider    text NOT NULL,
  token_hash  bytea NOT NULL UNIQUE,
  token       bytea NOT NULL,
  since       timestamptz NOT NULL
);
CREATE INDEX push_device_of_account ON tinbao.push_device (account_id, provider);
COMMENT ON COLUMN tinbao.push_device.token_hash IS 'keyed hash: a phone that somebody else signs in on goes along to them';
COMMENT ON COLUMN tinbao.push_device.token IS 'sealed under the master key, context push-token:<session_id>';

-- No foreign key to the session: figures outlive it. The nil UUID stands for whatever is connected to this house.
CREATE TABLE tinbao.push_delivery (
  push_id    uuid NOT NULL REFERENCES tinbao.push_message ON DELETE CASCADE,
  provider   text NOT NULL,
  device_id  uuid NOT NULL,
  state      text NOT NULL CHECK (state IN ('ACCEPTED', 'WAITING', 'UNREGISTERED', 'REFUSED')),
  why        text,
  at         timestamptz NOT NULL,
  PRIMARY KEY (push_id, provider, device_id)
);

-- The app says by itself that it got it; a provider's "accepted" means handed over, not seen.
CREATE TABLE tinbao.push_receipt (
  push_id    uuid NOT NULL REFERENCES tinbao.push_message ON DELETE CASCADE,
  device_id  uuid NOT NULL,
  at         timestamptz NOT NULL,
  PRIMARY KEY (push_id, device_id)
);

-- Figures of some days, and the end of old rows.
CREATE INDEX push_message_age ON tinbao.push_message (created_at);
CREATE INDEX push_message_of_staff ON tinbao.push_message (staff_id, created_at);
