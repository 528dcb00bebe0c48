-- Room fieldwork: the session in which a phone was heard of last, to end it when the phone must be wiped.
ALTER TABLE tinbao.field_device ADD COLUMN session_id uuid;
COMMENT ON COLUMN tinbao.field_device.session_id IS 'no foreign key: the session may have ended';
