-- Room subscription: a list is held, looked at, and used only once somebody has said so.
ALTER TABLE tinbao.contact_list
  ADD COLUMN language      text NOT NULL DEFAULT 'vi' CHECK (language ~ '^[a-z]{2,3}$'),
  ADD COLUMN invalid_lines integer[] NOT NULL DEFAULT '{}', -- the first of them
  ADD COLUMN confirmed_at  timestamptz;                     -- null: held for a look, used for nothing
UPDATE tinbao.contact_list SET confirmed_at = created_at;
ALTER TABLE tinbao.contact_list ALTER COLUMN language DROP DEFAULT;
CREATE INDEX contact_list_held ON tinbao.contact_list (created_at) WHERE confirmed_at IS NULL;

-- Room campaign: whose numbers are left out.
ALTER TABLE tinbao.campaign ADD COLUMN without_lists uuid[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN tinbao.campaign.without_lists IS 'nobody of these uploaded lists is reached';
