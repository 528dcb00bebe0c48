-- Room attachment: photos, recordings and documents of a tip. The bytes lie in chunks of at most
-- 256 KiB, each sealed under the tip's key and bound to tip, attachment, part, number and whether it
-- is the last; the file's name and the hash of the original are sealed too. Readable here: how many,
-- how large, of what kind, when.
CREATE TABLE tinbao.attachment (
  id               uuid PRIMARY KEY,
  tip_id           uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  state            text NOT NULL DEFAULT 'ARRIVING'
                     CHECK (state IN ('ARRIVING', 'WAITING', 'CLEANED', 'KEPT', 'INFECTED')),
  kind             text NOT NULL DEFAULT 'OTHER',
  name             bytea NOT NULL,
  length           bigint NOT NULL CHECK (length > 0),
  received         bigint NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND length),
  digest           bytea NOT NULL,
  scan             text NOT NULL DEFAULT 'NOT_SCANNED'
                     CHECK (scan IN ('NOT_SCANNED', 'CLEAN', 'INFECTED', 'TOO_LARGE')),
  problem          text,
  begun_at         timestamptz NOT NULL,
  touched_at       timestamptz NOT NULL,
  received_at      timestamptz,
  finished_at      timestamptz,
  attempts         integer NOT NULL DEFAULT 0,
  due_at           timestamptz,
  lease            uuid,
  clean_kind       text,
  clean_length     bigint,
  thumbnail_length bigint,
  CHECK ((state = 'ARRIVING') = (received < length)),
  CHECK ((state = 'ARRIVING') = (received_at IS NULL)),
  CHECK ((state = 'CLEANED') = (clean_length IS NOT NULL))
);
COMMENT ON COLUMN tinbao.attachment.digest IS
  'sealed: the running SHA-256 while bytes arrive, then the SHA-256 of the original';
COMMENT ON COLUMN tinbao.attachment.problem IS 'code: why there is no cleaned copy';
CREATE INDEX attachment_of_tip ON tinbao.attachment (tip_id, begun_at, id);
CREATE INDEX attachment_waiting ON tinbao.attachment (due_at) WHERE state = 'WAITING';
CREATE INDEX attachment_arriving ON tinbao.attachment (touched_at) WHERE state = 'ARRIVING';

CREATE TABLE tinbao.attachment_chunk (
  attachment_id uuid NOT NULL REFERENCES tinbao.attachment ON DELETE CASCADE,
  part          text NOT NULL CHECK (part IN ('ORIGINAL', 'CLEANED', 'THUMBNAIL')),
  number        integer NOT NULL CHECK (number >= 0),
  sealed        bytea NOT NULL,
  PRIMARY KEY (attachment_id, part, number)
);
-- Sealed bytes do not shrink: no time is spent on trying.
ALTER TABLE tinbao.attachment_chunk ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- Why somebody took out an original. The reason is a person's words: sealed under the tip's key.
CREATE TABLE tinbao.attachment_opening (
  id            uuid PRIMARY KEY,
  attachment_id uuid NOT NULL REFERENCES tinbao.attachment ON DELETE CASCADE,
  staff_id      uuid NOT NULL,
  reason        bytea NOT NULL,
  at            timestamptz NOT NULL
);
CREATE INDEX attachment_opening_of_attachment ON tinbao.attachment_opening (attachment_id, at);
