-- Room proceeding: what became of the case that a report led to, as procuracy and court report it:
-- investigation concluded, indicted, tried. Only grows; a correction names the row that it replaces.
CREATE TABLE tinbao.case_outcome (
  id                 uuid PRIMARY KEY,
  tip_id             uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  kind               text NOT NULL CHECK (kind IN ('INVESTIGATED', 'INDICTED', 'TRIED')),
  decided_on         date NOT NULL,
  defendants         integer NOT NULL CHECK (defendants BETWEEN 0 AND 1000),
  article            text NOT NULL CHECK (article ~ '^[A-Z0-9_]{1,40}$'),
  reported_by_agency text NOT NULL,
  reported_at        timestamptz NOT NULL,
  corrects           uuid UNIQUE REFERENCES tinbao.case_outcome ON DELETE CASCADE,
  withdrawn          boolean NOT NULL DEFAULT false,
  paper              bytea,
  written_by         uuid NOT NULL,
  written_for        text NOT NULL,
  rules_version      text NOT NULL,
  CHECK (corrects <> id),
  CHECK (NOT withdrawn OR corrects IS NOT NULL)
);
CREATE INDEX case_outcome_of_tip ON tinbao.case_outcome (tip_id, reported_at);
CREATE INDEX case_outcome_by_day ON tinbao.case_outcome (kind, decided_on);
COMMENT ON COLUMN tinbao.case_outcome.decided_on IS 'day in Vietnam of the conclusion, indictment or judgment';
COMMENT ON COLUMN tinbao.case_outcome.reported_by_agency IS 'on whose word; the lead agency itself where no procuracy or court of the catalogue gave it. No reference: history names what was';
COMMENT ON COLUMN tinbao.case_outcome.corrects IS 'the row that this one replaces, from reported_at on';
COMMENT ON COLUMN tinbao.case_outcome.withdrawn IS 'what it corrects was not so: nothing counts of either';
COMMENT ON COLUMN tinbao.case_outcome.paper IS 'number and day of the paper, sealed under the tip''s key';
COMMENT ON COLUMN tinbao.case_outcome.written_for IS 'agency of who wrote it down';
CREATE FUNCTION tinbao.case_outcome_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'case_outcome only grows';
END $$;
CREATE TRIGGER case_outcome_only_grows BEFORE UPDATE ON tinbao.case_outcome
  FOR EACH ROW EXECUTE FUNCTION tinbao.case_outcome_only_grows();
