-- Room conversation: which tip a phone is talking about. The phone is a keyed hash.
CREATE TABLE tinbao.conversation (
  phone_hash bytea PRIMARY KEY,
  tip_id     uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  awaiting   text CHECK (awaiting IN ('COMMUNE')),
  last_at    timestamptz NOT NULL
);
