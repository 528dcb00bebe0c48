-- What people changed of the catalogue, one row a change: who, when, and what stood there before.
-- Public facts only; the audit has its own row of each.
CREATE TABLE tinbao.catalogue_change (
  id       uuid PRIMARY KEY,
  at       timestamptz NOT NULL,
  -- Null for the house itself.
  staff_id uuid,
  kind     text NOT NULL CHECK (kind IN ('AGENCY', 'RULE', 'IMPORT')),
  -- Id of the agency or rule; name of the file.
  subject  text NOT NULL,
  -- "field: value", one a line; null for what was not there before, or is not there any more.
  was      text,
  became   text
);
-- Serves: what happened to this one, newest first.
CREATE INDEX catalogue_change_subject ON tinbao.catalogue_change (subject, at DESC, id DESC);
-- Serves: the latest changes.
CREATE INDEX catalogue_change_at ON tinbao.catalogue_change (at DESC, id DESC);

-- A file between its dry run and the word of the person who sent it. Gone when imported or
-- withdrawn, at the latest after a day.
CREATE TABLE tinbao.catalogue_upload (
  id                uuid PRIMARY KEY,
  staff_id          uuid        NOT NULL,
  kind              text        NOT NULL,
  day               date,
  file_name         text        NOT NULL,
  content           bytea       NOT NULL,
  catalogue_version bigint      NOT NULL,
  uploaded_at       timestamptz NOT NULL
);
CREATE INDEX catalogue_upload_at ON tinbao.catalogue_upload (uploaded_at);
