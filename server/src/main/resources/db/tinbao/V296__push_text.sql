-- Room push: a text message to an officer who does not answer.

CREATE TABLE tinbao.push_phone (
  account_id  uuid PRIMARY KEY REFERENCES tinbao.staff_account ON DELETE CASCADE,
  hash        bytea NOT NULL,
  cipher      bytea NOT NULL,
  since       timestamptz NOT NULL,
  texted_at   timestamptz
);
COMMENT ON COLUMN tinbao.push_phone.cipher IS 'the officer''s own number, sealed under the phone key and bound to its hash';

ALTER TABLE tinbao.push_message ADD COLUMN text_at timestamptz;
ALTER TABLE tinbao.push_message ADD COLUMN text_state text
  CHECK (text_state IN ('TEXTED', 'ANSWERED', 'NO_NUMBER', 'SPARED'));
CREATE INDEX push_message_to_text ON tinbao.push_message (text_at) WHERE text_at IS NOT NULL;
COMMENT ON COLUMN tinbao.push_message.text_at IS 'when to look whether it was answered; null: never, or looked';
COMMENT ON COLUMN tinbao.push_message.text_state IS 'what that look decided; the SMS has the id of the push';
