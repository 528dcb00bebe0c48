-- Room staff: people come by invitation, their devices are known, what opens an account is replaced by two persons,
-- and an account may be opened by the identity provider of the house.

-- Invited and not enrolled yet, or signed in elsewhere: then there is no password and no second factor.
ALTER TABLE tinbao.staff_account ALTER COLUMN password_hash DROP NOT NULL;
ALTER TABLE tinbao.staff_account ALTER COLUMN totp_secret DROP NOT NULL;

-- Names typed wrong are kept under the vault's key from here on; what was counted under plain hashes is forgotten.
DELETE FROM tinbao.staff_failure;
COMMENT ON COLUMN tinbao.staff_failure.name_hash IS 'keyed hash of the name typed';

-- A browser is known by a cookie that only the sign-in page gets; of it the keyed hash is here, another for each account.
CREATE TABLE tinbao.staff_device (
  account_id   uuid NOT NULL REFERENCES tinbao.staff_account ON DELETE CASCADE,
  device_hash  bytea NOT NULL,
  first_at     timestamptz NOT NULL,
  last_at      timestamptz NOT NULL,
  PRIMARY KEY (account_id, device_hash)
);

-- "Somebody signed in on a device that was not known": shown on the pages of the other sessions until one of them says
-- that it was seen. The row outlives the session that it tells of.
CREATE TABLE tinbao.staff_notice (
  id          uuid PRIMARY KEY,
  account_id  uuid NOT NULL REFERENCES tinbao.staff_account ON DELETE CASCADE,
  session_id  uuid NOT NULL,
  device      text,
  at          timestamptz NOT NULL,
  seen_at     timestamptz
);
CREATE INDEX staff_notice_open ON tinbao.staff_notice (account_id) WHERE seen_at IS NULL;

-- The way in for a person who has to choose a password, a second factor, or both. One an account: a new one kills the old.
CREATE TABLE tinbao.staff_invitation (
  account_id  uuid PRIMARY KEY REFERENCES tinbao.staff_account ON DELETE CASCADE,
  code_hash   bytea NOT NULL UNIQUE,
  password    boolean NOT NULL,
  factor      boolean NOT NULL,
  made_by     uuid NOT NULL,
  made_at     timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  CHECK (password OR factor)
);
COMMENT ON COLUMN tinbao.staff_invitation.code_hash IS 'keyed hash of the code, which was shown once';
COMMENT ON COLUMN tinbao.staff_invitation.password IS 'whether a password is to be chosen; else the old one must be given';
COMMENT ON COLUMN tinbao.staff_invitation.factor IS 'whether a second factor is to be set up; else a code of the old one must be given';

-- What one person asks and another must confirm: that a password or a second factor no longer counts.
CREATE TABLE tinbao.staff_reset (
  id            uuid PRIMARY KEY,
  account_id    uuid NOT NULL REFERENCES tinbao.staff_account ON DELETE CASCADE,
  password      boolean NOT NULL,
  factor        boolean NOT NULL,
  state         text NOT NULL CHECK (state IN ('PENDING', 'CONFIRMED', 'REJECTED', 'WITHDRAWN')),
  requested_by  uuid NOT NULL,
  requested_at  timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  decided_by    uuid,
  decided_at    timestamptz,
  CHECK (password OR factor),
  CHECK (decided_by IS NULL OR state = 'WITHDRAWN' OR decided_by <> requested_by),
  CHECK ((state = 'PENDING') = (decided_at IS NULL))
);
CREATE UNIQUE INDEX staff_reset_pending ON tinbao.staff_reset (account_id) WHERE state = 'PENDING';

-- Sign-in elsewhere: who this person is to the identity provider.
CREATE TABLE tinbao.staff_oidc (
  account_id  uuid PRIMARY KEY REFERENCES tinbao.staff_account ON DELETE CASCADE,
  issuer      text NOT NULL,
  subject     text NOT NULL,
  linked_at   timestamptz NOT NULL,
  UNIQUE (issuer, subject)
);

-- For search by name without marks: small letters, no diacritics, d for đ.
CREATE FUNCTION tinbao.plain_letters(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT replace(regexp_replace(normalize(lower(words), NFD), '[\u0300-\u036f]', '', 'g'), 'đ', 'd')
$$;
