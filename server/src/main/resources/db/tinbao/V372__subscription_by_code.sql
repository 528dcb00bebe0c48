-- Room subscription: codes by SMS, with which somebody on the web shows that a number is theirs. Kept for a
-- day to count them; what was asked for goes when the code is used or spoilt.
CREATE TABLE tinbao.subscription_code (
  id           uuid PRIMARY KEY,                  -- in the page of whoever asked
  phone_hash   bytea NOT NULL,
  phone_cipher bytea,                             -- null: the code opens nothing any more
  code_mac     bytea NOT NULL,                    -- keyed, of the code and the id
  joins        boolean NOT NULL,                  -- false: leaves
  unit_id      bigint REFERENCES tinbao.unit,
  language     text NOT NULL CHECK (language ~ '^[a-z]{2,3}$'),
  kind         text NOT NULL CHECK (kind IN ('CITIZEN', 'TEACHER', 'VILLAGE_HEAD')),
  interests    text[] NOT NULL DEFAULT '{}',
  words        text NOT NULL,                     -- what was agreed to
  tries        smallint NOT NULL DEFAULT 0,       -- wrong ones
  made_at      timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  CHECK (NOT joins OR unit_id IS NOT NULL)
);
CREATE INDEX subscription_code_of_phone ON tinbao.subscription_code (phone_hash, made_at);
CREATE INDEX subscription_code_made ON tinbao.subscription_code (made_at);
