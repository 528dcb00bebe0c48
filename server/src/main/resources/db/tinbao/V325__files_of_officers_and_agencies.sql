-- Files that officers bring from the field, and files that an agency gives to the reporter: kept like those of reporters.
ALTER TABLE tinbao.attachment
  ADD COLUMN origin text NOT NULL DEFAULT 'REPORTER'
    CHECK (origin IN ('REPORTER', 'OFFICER', 'AGENCY')),
  ADD COLUMN brought_by uuid,
  ADD CHECK ((origin = 'REPORTER') = (brought_by IS NULL));
COMMENT ON COLUMN tinbao.attachment.brought_by IS 'account of the officer or of the agency''s member; nobody is known of a reporter';

-- Which task an officer's file belongs to.
CREATE TABLE tinbao.field_file (
  attachment_id uuid PRIMARY KEY REFERENCES tinbao.attachment ON DELETE CASCADE,
  assignment_id uuid NOT NULL REFERENCES tinbao.assignment ON DELETE CASCADE,
  taken_at      timestamptz,
  at            timestamptz NOT NULL
);
CREATE INDEX field_file_of_assignment ON tinbao.field_file (assignment_id, at);
COMMENT ON COLUMN tinbao.field_file.taken_at IS 'by the clock of the phone, which may be wrong';
