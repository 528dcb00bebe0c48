-- Room vault: when keys of tips were destroyed, without saying whose, and when the key backup was last
-- replaced: from both follows how many deleted tips a key backup can still open.
CREATE TABLE tinbao.tip_key_gone (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL
);
CREATE INDEX tip_key_gone_at ON tinbao.tip_key_gone (at);

CREATE TABLE tinbao.key_backup (
  taken_at  timestamptz PRIMARY KEY,
  tip_keys  bigint NOT NULL,
  destroyed bigint NOT NULL
);
COMMENT ON COLUMN tinbao.key_backup.taken_at IS 'the moment whose keys the file holds, not the moment it was finished';
COMMENT ON COLUMN tinbao.key_backup.destroyed IS 'rows of tip_key_gone at that moment: later ones are deletions that the file does not know of';
