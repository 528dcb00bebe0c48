-- Room campaign: messages on their way to phones.
CREATE TABLE tinbao.campaign_sending (
  campaign     uuid PRIMARY KEY,
  number       integer GENERATED ALWAYS AS IDENTITY UNIQUE, -- short name, in links
  round        smallint NOT NULL DEFAULT 1,      -- messages a recipient may have had: one more with each resend
  stage        text NOT NULL CHECK (stage IN ('FREEZING', 'FROZEN', 'SENDING', 'PAUSED', 'DONE', 'STOPPED')),
  go           boolean NOT NULL DEFAULT false,    -- FREEZING: goes on by itself
  reason       text CHECK (reason IN ('BY_HAND', 'ERRORS')),
  error_code   text,
  audience     jsonb NOT NULL,                    -- as asked for, units as of that day
  texts        jsonb NOT NULL,
  per_second   integer NOT NULL,                  -- 0: no limit of its own
  safe_from    time,
  safe_until   time,
  valid_until  timestamptz,
  parts        integer NOT NULL,                  -- freezing: in so many steps, by ranges of hashes
  part         integer NOT NULL DEFAULT 0,        -- done of these
  total        bigint NOT NULL DEFAULT 0,
  handed_to    bigint NOT NULL DEFAULT 0,         -- recipients up to this one were looked at
  settled_to   bigint NOT NULL DEFAULT 0,         -- all up to this one are final
  next_at      timestamptz NOT NULL,              -- throttle: nothing is handed over before
  waiting      bigint NOT NULL DEFAULT 0,
  queued       bigint NOT NULL DEFAULT 0,
  accepted     bigint NOT NULL DEFAULT 0,
  delivered    bigint NOT NULL DEFAULT 0,
  unconfirmed  bigint NOT NULL DEFAULT 0,
  failed       bigint NOT NULL DEFAULT 0,
  expired      bigint NOT NULL DEFAULT 0,
  suppressed   bigint NOT NULL DEFAULT 0,
  canceled     bigint NOT NULL DEFAULT 0,
  window_at    timestamptz NOT NULL,              -- errors: counted from here
  window_good  bigint NOT NULL DEFAULT 0,
  window_bad   bigint NOT NULL DEFAULT 0,
  mark_at      timestamptz NOT NULL,              -- rate: how much was done when
  mark_done    bigint NOT NULL DEFAULT 0,
  before_at    timestamptz NOT NULL,
  before_done  bigint NOT NULL DEFAULT 0,
  frozen_at    timestamptz NOT NULL,
  started_at   timestamptz,
  ended_at     timestamptz,
  CHECK ((safe_from IS NULL) = (safe_until IS NULL)),
  CHECK (waiting >= 0 AND queued >= 0 AND accepted >= 0)
);
CREATE INDEX campaign_sending_open ON tinbao.campaign_sending (campaign)
  WHERE stage IN ('FREEZING', 'SENDING') OR waiting + queued + accepted > 0;

-- One row a recipient; who they are is fixed before anything is sent. Rows are made under the lock of
-- their campaign_sending only, so no reference is checked for each of a million.
CREATE TABLE tinbao.campaign_recipient (
  id           bigint PRIMARY KEY,                -- sending * 2^32 + 1, 2, … without gaps
  sending      integer NOT NULL,                  -- campaign_sending.number
  phone_hash   bytea NOT NULL,
  phone_cipher bytea NOT NULL,
  unit_id      bigint,
  operator     text NOT NULL,
  language     text NOT NULL,
  state        "char" NOT NULL DEFAULT 'W',
  tries        smallint NOT NULL DEFAULT 0,       -- messages handed over
  message_id   uuid,                              -- the last of these
  -- One row a number, and so at most one message at a time.
  CONSTRAINT campaign_recipient_once UNIQUE (sending, phone_hash)
) WITH (fillfactor = 85);
