-- The outbound ledger by month, and what claims look at. Reasons: docs/adr/0021-the-sms-ledger.md.

-- A UUIDv7 begins with the milliseconds since 1970, so all ids of a month (UTC) lie between two
-- bounds, and a month of messages is a partition that can be dropped.
CREATE FUNCTION sms.month_bound(month date) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT (lpad(to_hex((extract(epoch FROM month::timestamp AT TIME ZONE 'UTC') * 1000)::bigint),
               12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partitions of one month where they are missing; true when one was made. Rows of that
-- month that already lie in the default partition move. Any number of processes may call this. A
-- month belongs to whom the ledger belongs to: server and gateway both make months, and the
-- gateway's own account must be able to drop them.
CREATE FUNCTION sms.make_month(month date) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  first  date := date_trunc('month', month)::date;
  after  date := (date_trunc('month', month) + interval '1 month')::date;
  name   text;
  part   text;
  col    text;
  low    text;
  high   text;
  holder text;
  made   boolean := false;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('sms.make_month'));
  FOREACH name IN ARRAY ARRAY['outbound', 'attempt', 'provider_event'] LOOP
    part := name || '_' || to_char(first, 'YYYY_MM');
    CONTINUE WHEN to_regclass('sms.' || part) IS NOT NULL;
    col := CASE name WHEN 'outbound' THEN 'id' WHEN 'attempt' THEN 'message_id' ELSE 'month' END;
    low := CASE name WHEN 'provider_event' THEN first::text ELSE sms.month_bound(first)::text END;
    high := CASE name WHEN 'provider_event' THEN after::text ELSE sms.month_bound(after)::text END;
    -- Attached, not created in place: that would lock the whole table against readers.
    EXECUTE format('CREATE TABLE sms.%I (LIKE sms.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
                   part, name);
    EXECUTE format('LOCK TABLE sms.%I IN ACCESS EXCLUSIVE MODE', name || '_default');
    EXECUTE format('WITH moved AS (DELETE FROM sms.%I WHERE %I >= %L AND %I < %L RETURNING *)
                    INSERT INTO sms.%I SELECT * FROM moved',
                   name || '_default', col, low, col, high, part);
    EXECUTE format('ALTER TABLE sms.%I ATTACH PARTITION sms.%I FOR VALUES FROM (%L) TO (%L)',
                   name, part, low, high);
    SELECT r.rolname INTO holder FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
     WHERE c.oid = ('sms.' || name)::regclass;
    IF holder <> current_user THEN
      EXECUTE format('ALTER TABLE sms.%I OWNER TO %I', part, holder);
    END IF;
    made := true;
  END LOOP;
  RETURN made;
END
$$;

-- What was there.
ALTER TABLE sms.outbound RENAME TO outbound_before;
ALTER TABLE sms.attempt RENAME TO attempt_before;
ALTER TABLE sms.provider_event RENAME TO provider_event_before;

CREATE TABLE sms.outbound (
  id            uuid NOT NULL,
  message_class text NOT NULL CHECK (message_class IN ('REPLY', 'ALERT', 'AWARENESS')),
  lane          smallint NOT NULL,               -- 0 reply, 1 alert, 2 awareness: smaller goes first
  area          text NOT NULL DEFAULT '',        -- calling code and up to three digits; '' unknown
  campaign      uuid,
  to_hash       bytea NOT NULL,
  to_cipher     bytea NOT NULL,
  body          bytea,                           -- sealed with the phone key; erased in a final state
  segments      smallint NOT NULL CHECK (segments > 0),
  cost          bigint NOT NULL DEFAULT 0,       -- millionths of a đồng, of all sendings that were taken
  state         text NOT NULL CHECK (state IN ('QUEUED', 'SENDING', 'UNKNOWN', 'ACCEPTED', 'SENT',
                  'SENT_UNCONFIRMED', 'UNDELIVERED', 'FAILED', 'EXPIRED', 'SUPPRESSED', 'CANCELED',
                  'DELIVERED')),
  rank          smallint NOT NULL,               -- of the state; a provider's news may only raise it
  attempt       smallint NOT NULL DEFAULT 0,     -- calls of a provider so far
  tries         smallint NOT NULL DEFAULT 0,     -- of these, refused or given up for the moment
  deferrals     smallint NOT NULL DEFAULT 0,     -- of these, surely not sent: makes the pauses longer
  doubts        smallint NOT NULL DEFAULT 0,     -- of these, with unknown outcome
  next_at       timestamptz NOT NULL,            -- QUEUED: not before (infinity: the campaign is
                                                 -- held); UNKNOWN: decide then
  lease_until   timestamptz,                     -- SENDING: whoever holds it must be done by then
  provider      text,
  error_code    text,
  valid_until   timestamptz,
  safe_from     time,                            -- only between these hours (Asia/Ho_Chi_Minh)
  safe_until    time,
  created_at    timestamptz NOT NULL,
  changed_at    timestamptz NOT NULL,
  PRIMARY KEY (id),
  CHECK ((safe_from IS NULL) = (safe_until IS NULL)),
  CHECK (state NOT IN ('UNDELIVERED', 'FAILED', 'EXPIRED', 'SUPPRESSED', 'CANCELED', 'DELIVERED',
                       'SENT_UNCONFIRMED') OR body IS NULL)
) PARTITION BY RANGE (id);
CREATE TABLE sms.outbound_default PARTITION OF sms.outbound DEFAULT;

-- No reference to sms.outbound: a month of both is dropped at once, and claims are faster.
CREATE TABLE sms.attempt (
  message_id uuid NOT NULL,
  n          smallint NOT NULL,
  provider   text NOT NULL,
  price      bigint NOT NULL DEFAULT 0,          -- of a segment when claimed, millionths of a đồng
  started_at timestamptz NOT NULL,
  ended_at   timestamptz,
  outcome    text CHECK (outcome IN ('ACCEPTED', 'NOT_SENT', 'CHANNEL_BROKEN', 'IN_DOUBT', 'REFUSED',
               'GIVEN_UP')),                     -- GIVEN_UP: taken, later not delivered
  code       text,
  provider_id text,                              -- the provider's name for what this call sent
  PRIMARY KEY (message_id, n)
) PARTITION BY RANGE (message_id);
CREATE TABLE sms.attempt_default PARTITION OF sms.attempt DEFAULT;

-- Each piece of news once a month; applying one twice changes nothing.
CREATE TABLE sms.provider_event (
  month       date NOT NULL DEFAULT date_trunc('month', now() AT TIME ZONE 'UTC')::date,
  provider    text NOT NULL,
  provider_id text NOT NULL,
  message_id  uuid,                              -- null: our own row does not know the provider's id yet
  status      text NOT NULL,
  code        text NOT NULL DEFAULT '',
  because     text,                              -- what the code means (provider.Because)
  received_at timestamptz NOT NULL,
  PRIMARY KEY (provider, provider_id, status, code, month)
) PARTITION BY RANGE (month);
CREATE TABLE sms.provider_event_default PARTITION OF sms.provider_event DEFAULT;

INSERT INTO sms.outbound (id, message_class, lane, to_hash, to_cipher, body, segments, state, rank,
    attempt, tries, deferrals, doubts, next_at, lease_until, provider, error_code, valid_until,
    created_at, changed_at)
  SELECT id, message_class, lane, to_hash, to_cipher, body, segments, state, rank, attempt, tries,
    deferrals, doubts, next_at, lease_until, provider, error_code, valid_until, created_at, changed_at
  FROM sms.outbound_before;
INSERT INTO sms.attempt (message_id, n, provider, started_at, ended_at, outcome, code, provider_id)
  SELECT message_id, n, provider, started_at, ended_at, outcome, code, provider_id
  FROM sms.attempt_before;
INSERT INTO sms.provider_event (month, provider, provider_id, message_id, status, code, received_at)
  SELECT date_trunc('month', received_at AT TIME ZONE 'UTC')::date, provider, provider_id, message_id,
    status, code, received_at
  FROM sms.provider_event_before;
DROP TABLE sms.provider_event_before;
DROP TABLE sms.attempt_before;
DROP TABLE sms.outbound_before;

-- Months that have rows, this one and the next two; rows move there from the default partitions.
SELECT sms.make_month(m::date) FROM (
  SELECT date_trunc('month', created_at AT TIME ZONE 'UTC') AS m FROM sms.outbound
  UNION SELECT month FROM sms.provider_event
  UNION SELECT date_trunc('month', now() AT TIME ZONE 'UTC') + n * interval '1 month'
          FROM generate_series(0, 2) AS n) months;

-- Claims: each lane and area, in each what is due first.
CREATE INDEX outbound_due ON sms.outbound (lane, area, next_at, id) WHERE state = 'QUEUED';
-- One message in flight to a recipient.
CREATE INDEX outbound_recipient ON sms.outbound (to_hash, created_at, id)
  WHERE state IN ('QUEUED', 'SENDING');
-- Sweeps: leases that ran out, doubts to decide, missing receipts, validity.
CREATE INDEX outbound_lease ON sms.outbound (lease_until) WHERE state = 'SENDING';
CREATE INDEX outbound_doubt ON sms.outbound (next_at) WHERE state = 'UNKNOWN';
CREATE INDEX outbound_unconfirmed ON sms.outbound (changed_at) WHERE state IN ('ACCEPTED', 'SENT');
CREATE INDEX outbound_validity ON sms.outbound (valid_until)
  WHERE state = 'QUEUED' AND valid_until IS NOT NULL;
-- A campaign: its figures, and what of it is held.
CREATE INDEX outbound_campaign ON sms.outbound (campaign, state) WHERE campaign IS NOT NULL;
-- Retention.
CREATE INDEX outbound_old ON sms.outbound (message_class, changed_at)
  WHERE state IN ('SENT_UNCONFIRMED', 'UNDELIVERED', 'FAILED', 'EXPIRED', 'SUPPRESSED', 'CANCELED',
                  'DELIVERED');
-- A provider's news names its own id.
CREATE INDEX attempt_provider_id ON sms.attempt (provider, provider_id)
  WHERE provider_id IS NOT NULL;
CREATE INDEX provider_event_early ON sms.provider_event (provider, provider_id)
  WHERE message_id IS NULL;
CREATE INDEX provider_event_old ON sms.provider_event (received_at);

-- Campaigns that somebody held or stopped; one without a row runs.
CREATE TABLE sms.campaign (
  id         uuid PRIMARY KEY,
  state      text NOT NULL CHECK (state IN ('RUNNING', 'HELD', 'CANCELED')),
  swept      boolean NOT NULL,                   -- false: its messages have still to be moved
  changed_at timestamptz NOT NULL
);
CREATE INDEX campaign_unswept ON sms.campaign (changed_at) WHERE NOT swept;

-- What is known of numbers, by keyed hash: who wants no awareness messages, which reach nobody.
CREATE TABLE sms.suppression (
  to_hash      bytea PRIMARY KEY,
  opted_out_at timestamptz,
  source       text,                             -- who said so: sms, provider, staff
  bad_at       timestamptz,
  confirmed_at timestamptz                       -- the one confirmation of an opt-out was sent
);

-- Awareness messages of a number and a day (Asia/Ho_Chi_Minh).
CREATE TABLE sms.awareness_day (
  day     date NOT NULL,
  to_hash bytea NOT NULL,
  sent    smallint NOT NULL,
  PRIMARY KEY (to_hash, day)
);
CREATE INDEX awareness_day_old ON sms.awareness_day (day);
