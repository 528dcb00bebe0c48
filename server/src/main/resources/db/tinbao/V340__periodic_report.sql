-- Room plan, reports: what is due, made ahead of time from the plans' calendars; texts, figures at
-- submission, history, reminders. What people write (texts, notes) is sealed; counts are not.
CREATE TABLE tinbao.periodic_report (
  id           uuid PRIMARY KEY,
  plan_id      text NOT NULL REFERENCES tinbao.plan,
  kind         text NOT NULL CHECK (kind IN ('CONTRIBUTION', 'SUMMARY')),
  period       text NOT NULL CHECK (period IN ('MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR', 'ONE_OFF')),
  from_day     date NOT NULL,
  to_day       date NOT NULL,
  agency_id    text NOT NULL REFERENCES tinbao.agency,
  agency_key   text NOT NULL,
  to_agency    text REFERENCES tinbao.agency,
  via_agency   text REFERENCES tinbao.agency,
  due_at       timestamptz NOT NULL,
  dated        boolean NOT NULL,
  state        text NOT NULL DEFAULT 'DUE' CHECK (state IN ('DUE', 'DRAFT', 'SUBMITTED', 'RETURNED', 'ACCEPTED')),
  version      integer NOT NULL DEFAULT 1,
  made_at      timestamptz NOT NULL,
  remind_at    timestamptz,
  submitted_by uuid,
  submitted_at timestamptz,
  as_of        timestamptz,
  on_paper     boolean NOT NULL DEFAULT false,
  number       integer,
  numbered_on  date,
  UNIQUE (plan_id, kind, period, from_day, agency_id),
  CHECK (to_day >= from_day),
  CHECK ((state IN ('SUBMITTED', 'ACCEPTED')) <= (submitted_at IS NOT NULL)),
  CHECK ((number IS NULL) = (numbered_on IS NULL)),
  CHECK (as_of IS NOT NULL OR on_paper OR state NOT IN ('SUBMITTED', 'ACCEPTED'))
);
COMMENT ON COLUMN tinbao.periodic_report.kind IS 'CONTRIBUTION: of one agency to who collects; SUMMARY: of who collects';
COMMENT ON COLUMN tinbao.periodic_report.agency_id IS 'who writes it';
COMMENT ON COLUMN tinbao.periodic_report.agency_key IS 'the word of the plan that means this agency, perhaps with others';
COMMENT ON COLUMN tinbao.periodic_report.to_agency IS 'who gets it; null: the plan names nobody that the catalogue knows';
COMMENT ON COLUMN tinbao.periodic_report.via_agency IS 'through whom it goes, or who gets it as well; may receive and collect it';
COMMENT ON COLUMN tinbao.periodic_report.due_at IS 'from here on it is late';
COMMENT ON COLUMN tinbao.periodic_report.dated IS 'false: the plan names no day, the last of the period was taken';
COMMENT ON COLUMN tinbao.periodic_report.version IS 'rises with every change: who acts names the one they saw';
COMMENT ON COLUMN tinbao.periodic_report.remind_at IS 'when somebody is next to be reminded; null: nothing more to say';
COMMENT ON COLUMN tinbao.periodic_report.as_of IS 'moment as of which its figures were counted; frozen once submitted';
COMMENT ON COLUMN tinbao.periodic_report.on_paper IS 'came outside this system, its receiver says so';
CREATE INDEX periodic_report_of_agency ON tinbao.periodic_report (agency_id, due_at);
CREATE INDEX periodic_report_to ON tinbao.periodic_report (to_agency, due_at);
CREATE INDEX periodic_report_via ON tinbao.periodic_report (via_agency, due_at);
CREATE INDEX periodic_report_remind ON tinbao.periodic_report (remind_at)
  WHERE remind_at IS NOT NULL AND state IN ('DUE', 'DRAFT', 'RETURNED');

-- Every text that was kept: only grows, the newest counts.
CREATE TABLE tinbao.periodic_report_text (
  id         uuid PRIMARY KEY,
  report_id  uuid NOT NULL REFERENCES tinbao.periodic_report,
  ordinal    integer NOT NULL,
  content    bytea NOT NULL,
  as_of      timestamptz NOT NULL,
  written_by uuid NOT NULL,
  written_at timestamptz NOT NULL,
  UNIQUE (report_id, ordinal)
);
COMMENT ON COLUMN tinbao.periodic_report_text.id IS 'made by the form that sent it: the same twice is one';
COMMENT ON COLUMN tinbao.periodic_report_text.content IS 'sections and annex as JSON, sealed: master key, context periodic-report-text:<id>';
COMMENT ON COLUMN tinbao.periodic_report_text.as_of IS 'moment as of which the figures in it were counted';

-- What a submitted report says in figures, for whoever adds several up.
CREATE TABLE tinbao.periodic_report_figure (
  report_id          uuid NOT NULL REFERENCES tinbao.periodic_report,
  key                text NOT NULL,
  numerator          numeric NOT NULL,
  denominator        bigint NOT NULL,
  before_numerator   numeric NOT NULL,
  before_denominator bigint NOT NULL,
  PRIMARY KEY (report_id, key)
);

-- What happened to it, and who did it: only grows.
CREATE TABLE tinbao.periodic_report_event (
  id        uuid PRIMARY KEY,
  report_id uuid NOT NULL REFERENCES tinbao.periodic_report,
  at        timestamptz NOT NULL,
  kind      text NOT NULL,
  staff_id  uuid,
  text_id   uuid REFERENCES tinbao.periodic_report_text,
  note      bytea
);
COMMENT ON COLUMN tinbao.periodic_report_event.staff_id IS 'null: the house itself';
COMMENT ON COLUMN tinbao.periodic_report_event.note IS 'typed by a person, so sealed: master key, context periodic-report-event:<id>';
CREATE INDEX periodic_report_event_of_report ON tinbao.periodic_report_event (report_id, at, id);
CREATE INDEX periodic_report_event_text ON tinbao.periodic_report_event (text_id);

CREATE FUNCTION tinbao.periodic_report_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sealed text := TG_ARGV[0];
BEGIN
  -- Sealing anew under a new key is the one change there is.
  IF TG_OP = 'UPDATE'
     AND (to_jsonb(NEW) - sealed) = (to_jsonb(OLD) - sealed)
     AND (to_jsonb(OLD) -> sealed) <> 'null'::jsonb AND (to_jsonb(NEW) -> sealed) <> 'null'::jsonb THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% only grows', TG_TABLE_NAME;
END $$;
CREATE TRIGGER periodic_report_text_only_grows BEFORE UPDATE OR DELETE ON tinbao.periodic_report_text
  FOR EACH ROW EXECUTE FUNCTION tinbao.periodic_report_only_grows('content');
CREATE TRIGGER periodic_report_event_only_grows BEFORE UPDATE OR DELETE ON tinbao.periodic_report_event
  FOR EACH ROW EXECUTE FUNCTION tinbao.periodic_report_only_grows('note');

-- Words to a member of staff about a report: shown on /reports until they are read.
CREATE TABLE tinbao.periodic_report_notice (
  report_id uuid NOT NULL REFERENCES tinbao.periodic_report ON DELETE CASCADE,
  staff_id  uuid NOT NULL,
  kind      text NOT NULL CHECK (kind IN ('DUE_SOON', 'OVERDUE', 'BELOW_OVERDUE', 'SUBMITTED', 'RETURNED', 'ACCEPTED')),
  said_at   timestamptz NOT NULL,
  read_at   timestamptz,
  PRIMARY KEY (report_id, staff_id, kind)
);
COMMENT ON COLUMN tinbao.periodic_report_notice.said_at IS 'the last time: said again, it is unread again';
CREATE INDEX periodic_report_notice_of_staff ON tinbao.periodic_report_notice (staff_id, said_at DESC);
