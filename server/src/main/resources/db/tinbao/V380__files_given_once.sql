-- A form that is posted twice gives its files once: whichever post is complete first stays.
ALTER TABLE tinbao.attachment ADD COLUMN once_key uuid;
COMMENT ON COLUMN tinbao.attachment.once_key IS
  'hash of the form, the file''s name and its beginning; null for what comes with an id of its own';
CREATE UNIQUE INDEX attachment_once ON tinbao.attachment (once_key)
  WHERE once_key IS NOT NULL AND received_at IS NOT NULL;
