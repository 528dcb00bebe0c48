-- The one-time code that a duty officer reads out to a caller. At its first use the caller gets the
-- receipt code, which the officer never sees, and this one is dead.
CREATE TABLE tinbao.tip_first_code (
  tip_id     uuid PRIMARY KEY REFERENCES tinbao.tip ON DELETE CASCADE,
  code_hash  bytea NOT NULL UNIQUE,
  attempt    integer NOT NULL,
  made_by    uuid NOT NULL,
  made_at    timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz,
  claim_hash bytea,
  CHECK ((used_at IS NULL) = (claim_hash IS NULL))
);
COMMENT ON COLUMN tinbao.tip_first_code.attempt IS 'which of the codes of this tip: the next one where two tips would have the same';
COMMENT ON COLUMN tinbao.tip_first_code.claim_hash IS 'of what the page that used it made up: the same page sent twice gets the same answer';
