-- Room conversation: what the desk must know of a message by SMS, and what came with it.
ALTER TABLE tinbao.sms_held ADD COLUMN marks text NOT NULL DEFAULT '';
COMMENT ON COLUMN tinbao.sms_held.marks IS 'as in sms_mark, with commas between';

CREATE TABLE tinbao.sms_mark (
  message_id uuid NOT NULL,
  tip_id     uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  mark       text NOT NULL CHECK (mark IN ('REPEAT', 'GAPS', 'LATE_PART')),
  PRIMARY KEY (message_id, mark)
);
CREATE INDEX sms_mark_of_tip ON tinbao.sms_mark (tip_id);

-- Media that the gateway fetches or has fetched, until they are files of the tip.
CREATE TABLE tinbao.sms_media (
  media_id uuid PRIMARY KEY,
  tip_id   uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  number   integer NOT NULL,
  next_at  timestamptz NOT NULL
);
CREATE INDEX sms_media_due ON tinbao.sms_media (next_at);
CREATE INDEX sms_media_of_tip ON tinbao.sms_media (tip_id);
