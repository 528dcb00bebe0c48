-- Room tip: the report itself. Nothing here that names a person is readable: narrative and messages
-- are sealed under the tip's key, identity under the identity key, the phone is a keyed hash and a
-- ciphertext, receipt code and replay key are keyed hashes.
CREATE TABLE tinbao.tip (
  id                    uuid PRIMARY KEY,
  channel               text NOT NULL CHECK (channel IN ('APP', 'WEB', 'SMS', 'DESK')),
  source_kind           text NOT NULL DEFAULT 'DENUNCIATION' CHECK (source_kind IN
                          ('DENUNCIATION', 'REPORT', 'PROSECUTION_REQUEST', 'SURRENDER', 'DIRECT_DETECTION')),
  state                 text NOT NULL DEFAULT 'RECEIVED' CHECK (state IN
                          ('RECEIVED', 'REGISTERED', 'CLASSIFYING', 'NOT_A_REPORT', 'DUPLICATE', 'TRANSFERRED',
                           'TRANSFER_ACCEPTED', 'TRANSFER_REJECTED', 'COMPETENT', 'ASSIGNED', 'VERIFYING',
                           'SUSPENDED', 'RESUMED', 'PROSECUTED', 'NOT_PROSECUTED', 'ADMINISTRATIVE_TRANSFER',
                           'COMPETENCE_DISPUTE', 'TAKEN_OVER', 'SPLIT', 'MERGED')),
  kind                  text NOT NULL,
  categories            text[] NOT NULL,
  urgency               smallint NOT NULL CHECK (urgency BETWEEN 1 AND 5),
  immediate_danger      boolean NOT NULL,
  child                 boolean NOT NULL,
  cross_border          boolean NOT NULL,
  language              text NOT NULL CHECK (language IN ('vi', 'en')),
  unit_id               bigint REFERENCES tinbao.unit,
  entered_unit_id       bigint REFERENCES tinbao.unit,
  place_ambiguous       boolean NOT NULL,
  lead_agency_id        text NOT NULL REFERENCES tinbao.agency,
  fallback              boolean NOT NULL,
  human_routed          boolean NOT NULL DEFAULT false,
  attention             text CHECK (attention IN ('OFFER_EXPIRED', 'OFFER_DECLINED', 'NEW_MESSAGE')),
  receipt_hash          bytea NOT NULL UNIQUE,
  replay_hash           bytea NOT NULL,
  understanding_version text NOT NULL,
  occurred_at           timestamptz,
  received_at           timestamptz NOT NULL,
  updated_at            timestamptz NOT NULL,
  version               integer NOT NULL DEFAULT 1
);
COMMENT ON COLUMN tinbao.tip.unit_id IS 'where it happened, as a unit standing on the day of receipt; null: unknown';
COMMENT ON COLUMN tinbao.tip.entered_unit_id IS 'the unit as the sender gave it, perhaps of an earlier time';

-- Sealed understanding (signs and places point into the text by offsets), location, the routing
-- reasons; one row a reading, the newest counts.
CREATE TABLE tinbao.tip_reading (
  id         uuid PRIMARY KEY,
  tip_id     uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  understood bytea NOT NULL,
  place_text bytea,
  decision   jsonb NOT NULL,
  read_at    timestamptz NOT NULL
);
CREATE INDEX tip_reading_of_tip ON tinbao.tip_reading (tip_id, read_at DESC);

-- The dialogue; the first row of a tip is its narrative.
CREATE TABLE tinbao.tip_message (
  id       uuid PRIMARY KEY,
  tip_id   uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  author   text NOT NULL CHECK (author IN ('REPORTER', 'STAFF', 'SYSTEM')),
  staff_id uuid,
  body     bytea NOT NULL,
  at       timestamptz NOT NULL
);
CREATE INDEX tip_message_of_tip ON tinbao.tip_message (tip_id, at, id);

CREATE TABLE tinbao.tip_identity (
  tip_id uuid PRIMARY KEY REFERENCES tinbao.tip ON DELETE CASCADE,
  sealed bytea NOT NULL
);

-- The phone a reporter may be answered on: keyed hash for look-up, ciphertext for sending.
CREATE TABLE tinbao.tip_contact (
  tip_id       uuid PRIMARY KEY REFERENCES tinbao.tip ON DELETE CASCADE,
  phone_hash   bytea NOT NULL,
  phone_cipher bytea NOT NULL
);
CREATE INDEX tip_by_time ON tinbao.tip (received_at DESC, id DESC);
CREATE INDEX tip_contact_by_phone ON tinbao.tip_contact (phone_hash);

-- Who answers for a tip: exactly one LEAD at any time, any number of SUPPORTING.
CREATE TABLE tinbao.tip_agency (
  tip_id      uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  agency_id   text NOT NULL REFERENCES tinbao.agency,
  role        text NOT NULL CHECK (role IN ('LEAD', 'SUPPORTING')),
  since       timestamptz NOT NULL,
  until       timestamptz,
  PRIMARY KEY (tip_id, agency_id, since)
);
CREATE UNIQUE INDEX tip_agency_one_lead ON tinbao.tip_agency (tip_id) WHERE role = 'LEAD' AND until IS NULL;
CREATE INDEX tip_agency_queue ON tinbao.tip_agency (agency_id, since DESC) WHERE until IS NULL;

-- The timeline: only grows. Data holds codes and ids, never words of the report.
CREATE TABLE tinbao.tip_event (
  id       uuid PRIMARY KEY,
  tip_id   uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  at       timestamptz NOT NULL,
  kind     text NOT NULL,
  staff_id uuid,
  data     jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX tip_event_of_tip ON tinbao.tip_event (tip_id, at, id);
CREATE FUNCTION tinbao.tip_event_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'tip_event only grows';
END $$;
CREATE TRIGGER tip_event_only_grows BEFORE UPDATE ON tinbao.tip_event
  FOR EACH ROW EXECUTE FUNCTION tinbao.tip_event_only_grows();

-- Statutory clocks: which rule, when due, when met.
CREATE TABLE tinbao.tip_clock (
  tip_id     uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  clock      text NOT NULL,
  basis      text NOT NULL,
  started_at timestamptz NOT NULL,
  due_at     timestamptz NOT NULL,
  met_at     timestamptz,
  PRIMARY KEY (tip_id, clock, started_at)
);
CREATE INDEX tip_clock_open ON tinbao.tip_clock (due_at) WHERE met_at IS NULL;
