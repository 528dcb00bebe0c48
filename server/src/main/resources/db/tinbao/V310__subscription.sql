-- Room subscription: who wants news of which place.
CREATE TABLE tinbao.subscription (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  phone_hash   bytea NOT NULL,
  phone_cipher bytea NOT NULL,
  unit_id      bigint NOT NULL REFERENCES tinbao.unit,
  places       smallint NOT NULL DEFAULT 1,       -- rows that this number has, in each of them
  operator     text NOT NULL,                     -- derived when first seen; the digits are kept nowhere
  language     text NOT NULL CHECK (language ~ '^[a-z]{2,3}$'),
  kind         text NOT NULL CHECK (kind IN ('CITIZEN', 'TEACHER', 'VILLAGE_HEAD', 'STAFF')),
  interests    text[] NOT NULL DEFAULT '{}',      -- empty: all
  since        timestamptz NOT NULL,
  UNIQUE (phone_hash, unit_id)
);
CREATE INDEX subscription_unit ON tinbao.subscription (unit_id);

-- The words that somebody agreed to, each once.
CREATE TABLE tinbao.consent_text (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  language text NOT NULL,
  words    text NOT NULL,
  UNIQUE (language, words)
);

-- Who agreed and who left: how, when, shown what. Kept at least a year (decree 91/2020 art. 11.7).
CREATE TABLE tinbao.consent_event (
  id         uuid PRIMARY KEY,
  phone_hash bytea NOT NULL,
  what       text NOT NULL CHECK (what IN ('ASKED', 'JOINED', 'LEFT')),
  way        text NOT NULL CHECK (way IN ('SMS', 'WEB', 'LINK', 'STAFF', 'LIST', 'PROVIDER')),
  unit_id    bigint REFERENCES tinbao.unit,
  text_id    bigint REFERENCES tinbao.consent_text,
  list_id    uuid,
  at         timestamptz NOT NULL
);
CREATE INDEX consent_event_of_phone ON tinbao.consent_event (phone_hash, at);
CREATE INDEX consent_event_at ON tinbao.consent_event (at);

-- A number typed on the web, until the code that was sent to it is typed, too.
CREATE TABLE tinbao.subscription_code (
  id           uuid PRIMARY KEY,
  phone_hash   bytea NOT NULL,
  phone_cipher bytea NOT NULL,
  code_hash    bytea NOT NULL,
  leaves       boolean NOT NULL,                  -- true: wants to leave
  unit_id      bigint REFERENCES tinbao.unit,
  language     text NOT NULL,
  kind         text NOT NULL,
  interests    text[] NOT NULL DEFAULT '{}',
  tries        smallint NOT NULL DEFAULT 0,
  used         boolean NOT NULL DEFAULT false,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL
);
CREATE INDEX subscription_code_of_phone ON tinbao.subscription_code (phone_hash, created_at);
CREATE INDEX subscription_code_created ON tinbao.subscription_code (created_at);

-- Numbers that others bring, with the basis on which they may be written to.
CREATE TABLE tinbao.contact_list (
  id          uuid PRIMARY KEY,
  agency_id   text NOT NULL REFERENCES tinbao.agency,
  staff_id    uuid NOT NULL,
  name        text NOT NULL,
  basis       text NOT NULL CHECK (basis IN ('CONSENT', 'DUTY', 'EXCLUSION')),
  basis_note  text NOT NULL,                      -- which form, which decision
  kind        text NOT NULL CHECK (kind IN ('CITIZEN', 'TEACHER', 'VILLAGE_HEAD', 'STAFF')),
  unit_id     bigint REFERENCES tinbao.unit,      -- where its numbers are that name no place
  file_sha256 text NOT NULL,
  numbers     bigint NOT NULL DEFAULT 0,
  duplicates  bigint NOT NULL DEFAULT 0,
  invalid     bigint NOT NULL DEFAULT 0,
  created_at  timestamptz NOT NULL,
  ends_at     timestamptz NOT NULL
);
CREATE INDEX contact_list_agency ON tinbao.contact_list (agency_id);
CREATE INDEX contact_list_end ON tinbao.contact_list (ends_at);
CREATE TABLE tinbao.contact_list_number (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  list_id      uuid NOT NULL REFERENCES tinbao.contact_list ON DELETE CASCADE,
  phone_hash   bytea NOT NULL,
  phone_cipher bytea NOT NULL,
  unit_id      bigint REFERENCES tinbao.unit,
  operator     text NOT NULL,
  language     text NOT NULL,
  kind         text NOT NULL,
  UNIQUE (list_id, phone_hash)
);
CREATE INDEX contact_list_number_phone ON tinbao.contact_list_number (phone_hash);

-- A copy of the gateway's suppression, to count by. What the gateway knows when it sends decides.
CREATE TABLE tinbao.barred_number (
  phone_hash   bytea PRIMARY KEY,
  opted_out_at timestamptz,
  bad_at       timestamptz,
  CHECK (opted_out_at IS NOT NULL OR bad_at IS NOT NULL)
);
CREATE INDEX barred_number_opted_out ON tinbao.barred_number (opted_out_at);
CREATE TABLE tinbao.barred_mark (
  one        boolean PRIMARY KEY DEFAULT true CHECK (one),
  changed_at timestamptz NOT NULL
);
INSERT INTO tinbao.barred_mark (changed_at) VALUES ('2000-01-01T00:00:00Z');
