-- Room vault: the wrapped data key of every tip. In a table of its own, so that keys and content can
-- be backed up apart: whoever deletes the row here has deleted the tip.
CREATE TABLE tinbao.tip_key (
  tip_id     uuid PRIMARY KEY,
  wrapped    bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
