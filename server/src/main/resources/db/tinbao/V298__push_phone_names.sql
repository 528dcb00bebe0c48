-- Room push: by these names a backup knows that the columns lead to a person's phone, and keeps them in the key file.
ALTER TABLE tinbao.push_phone RENAME COLUMN hash TO phone_hash;
ALTER TABLE tinbao.push_phone RENAME COLUMN cipher TO phone_cipher;

-- Who has no account any longer is texted no more.
DELETE FROM tinbao.push_phone p USING tinbao.staff_account a WHERE a.id = p.account_id AND NOT a.active;

-- A hint for a person's other phones: nothing appears, and the phone that caused it needs none.
ALTER TABLE tinbao.push_message ADD COLUMN silent boolean NOT NULL DEFAULT false;
ALTER TABLE tinbao.push_message ADD COLUMN except_session uuid;
COMMENT ON COLUMN tinbao.push_message.except_session IS 'session of the phone that caused it; null: all phones';
COMMENT ON COLUMN tinbao.push_message.text_state IS 'what the last look decided; SPARED with text_at: looked at again then. The SMS has the id of the push';
