-- Pictures, sounds and films that came with a message. The address and what was fetched are sealed: the
-- address with the phone key, for whoever fetches; the content to the server, as texts are.
CREATE TABLE sms.inbound_media (
  id         uuid PRIMARY KEY,
  inbound_id uuid NOT NULL REFERENCES sms.inbound ON DELETE CASCADE,
  number     smallint NOT NULL,                  -- its place in the message, from 1
  provider   text NOT NULL,
  type       text NOT NULL,                      -- as the provider says, then as its server said
  url        bytea,                              -- erased when it is fetched or given up
  state      text NOT NULL DEFAULT 'WAITING'
               CHECK (state IN ('WAITING', 'FETCHED', 'FAILED', 'DONE')),
  tries      smallint NOT NULL DEFAULT 0,
  next_at    timestamptz NOT NULL,               -- WAITING: not before; somebody may be fetching it
  content    bytea,                              -- erased when the server has it
  size       bigint,
  error_code text,
  arrived_at timestamptz NOT NULL,
  UNIQUE (inbound_id, number),
  CHECK ((state = 'WAITING') = (url IS NOT NULL)),
  CHECK ((state = 'FETCHED') = (content IS NOT NULL))
);
ALTER TABLE sms.inbound_media ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX inbound_media_waiting ON sms.inbound_media (provider, next_at) WHERE state = 'WAITING';
