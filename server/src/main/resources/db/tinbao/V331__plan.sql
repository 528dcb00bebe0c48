-- Room plan: plans of the committees 138. A plan is a document (plan_version.content, the form of
-- resources/plan/*.yaml); the tables beside it hold the version that is in force, so that a
-- statement can ask them. Agencies stand as keys of the common list (ca_huyen, phong_ban_nganh): who
-- that is on a day follows from the catalogue, see PlanAgencies. Units stand as official code and
-- day, not as a row: lists imported later replace rows.
CREATE TABLE tinbao.plan (
  id            text PRIMARY KEY CHECK (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(id) <= 80),
  version       integer NOT NULL CHECK (version > 0),
  title         text NOT NULL CHECK (title <> ''),
  number        text,
  issued_on     date,
  issued_after  date,
  issued_before date,
  place         text,
  starts_on     date NOT NULL,
  ends_on       date NOT NULL,
  outlook       integer,
  unit_code     text NOT NULL,
  issuer_key    text NOT NULL,
  issuer_name   text NOT NULL,
  theme         text,
  signer        jsonb NOT NULL,
  source        text NOT NULL,
  superior_id   text,
  copied_from   text,
  built_in      boolean NOT NULL DEFAULT false,
  changed_at    timestamptz NOT NULL,
  CHECK (ends_on >= starts_on)
);
COMMENT ON COLUMN tinbao.plan.issued_on IS 'null: the text names no day; then between issued_after and issued_before, where known';
COMMENT ON COLUMN tinbao.plan.starts_on IS 'first day; agencies and unit_code are those of this day (or of the unit''s first day after it)';
COMMENT ON COLUMN tinbao.plan.ends_on IS 'last day, inclusive';
COMMENT ON COLUMN tinbao.plan.superior_id IS 'the plan that it carries out below; not a reference: it may be imported later';
CREATE INDEX plan_days ON tinbao.plan (starts_on, ends_on);
CREATE INDEX plan_superior ON tinbao.plan (superior_id);

-- Every version as a document, issued or not. Issued ones never change.
CREATE TABLE tinbao.plan_version (
  plan_id      text NOT NULL,
  version      integer NOT NULL CHECK (version > 0),
  state        text NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'ISSUED', 'DROPPED')),
  agency_id    text REFERENCES tinbao.agency,
  content      text NOT NULL,
  revision     integer NOT NULL DEFAULT 1,
  made_by      uuid,
  made_at      timestamptz NOT NULL,
  submitted_by uuid,
  submitted_at timestamptz,
  issued_by    uuid,
  issued_at    timestamptz,
  PRIMARY KEY (plan_id, version),
  CHECK (issued_by IS NULL OR submitted_by IS NULL OR issued_by <> submitted_by),
  CHECK ((state = 'ISSUED') = (issued_at IS NOT NULL)),
  CHECK (state <> 'SUBMITTED' OR submitted_by IS NOT NULL)
);
COMMENT ON COLUMN tinbao.plan_version.agency_id IS 'whose draft it is; null: imported, or built in';
COMMENT ON COLUMN tinbao.plan_version.content IS 'the document, in one form for one content: equal text is an equal plan';
COMMENT ON COLUMN tinbao.plan_version.revision IS 'rises with every change of a draft';
CREATE INDEX plan_version_of_agency ON tinbao.plan_version (agency_id, state);
CREATE UNIQUE INDEX plan_one_draft ON tinbao.plan_version (plan_id) WHERE state IN ('DRAFT', 'SUBMITTED');
CREATE FUNCTION tinbao.plan_version_issued_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('ISSUED', 'DROPPED') THEN
    RAISE EXCEPTION 'an issued version of a plan does not change';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER plan_version_issued_stays BEFORE UPDATE OR DELETE ON tinbao.plan_version
  FOR EACH ROW EXECUTE FUNCTION tinbao.plan_version_issued_stays();

-- What it rests on.
CREATE TABLE tinbao.plan_basis (
  plan_id text NOT NULL REFERENCES tinbao.plan ON DELETE CASCADE,
  ordinal integer NOT NULL,
  number  text,
  dated   date,
  by_keys text[] NOT NULL DEFAULT '{}',
  title   text,
  note    text,
  lines   integer[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (plan_id, ordinal)
);

CREATE TABLE tinbao.plan_target (
  plan_id    text NOT NULL REFERENCES tinbao.plan ON DELETE CASCADE,
  id         text NOT NULL,
  ordinal    integer NOT NULL,
  figure_key text,
  operator   text NOT NULL CHECK (operator IN ('GE', 'GT', 'EQ', 'DECREASE', 'QUALITATIVE')),
  value      numeric,
  unit       text CHECK (unit IN ('PERCENT', 'PER_MONTH', 'CASES', 'COUNT', 'DAYS')),
  title      text NOT NULL,
  lines      integer[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (plan_id, id),
  CHECK ((value IS NOT NULL) = (operator IN ('GE', 'GT', 'EQ')))
);
COMMENT ON COLUMN tinbao.plan_target.figure_key IS 'of statistics/figures.yaml; null: counted by nobody';
COMMENT ON COLUMN tinbao.plan_target.operator IS 'DECREASE: less than in the same period of the year before; QUALITATIVE: said in words only';

-- A task, or a solution that the text gives to nobody. One that a later version leaves out stays,
-- marked, since work hangs on it.
CREATE TABLE tinbao.plan_task (
  plan_id    text NOT NULL REFERENCES tinbao.plan ON DELETE CASCADE,
  id         text NOT NULL,
  ordinal    integer NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('TASK', 'SOLUTION')),
  task_group text NOT NULL,
  title      text NOT NULL,
  starts_on  date,
  ends_on    date,
  due_on     date,
  due_before boolean NOT NULL DEFAULT false,
  yearly     text CHECK (yearly ~ '^[0-1][0-9]-[0-3][0-9]$'),
  milestone  text,
  channels   text[] NOT NULL DEFAULT '{}',
  focus      text[] NOT NULL DEFAULT '{}',
  note       text,
  carries    text[] NOT NULL DEFAULT '{}',
  lines      integer[] NOT NULL DEFAULT '{}',
  left_out   boolean NOT NULL DEFAULT false,
  PRIMARY KEY (plan_id, id)
);
COMMENT ON COLUMN tinbao.plan_task.due_before IS 'due before due_on, that is by the end of the day before';
COMMENT ON COLUMN tinbao.plan_task.yearly IS 'comes back every year on this month and day';
COMMENT ON COLUMN tinbao.plan_task.carries IS 'tasks of superior plans that it carries out, <plan>/<task>';
CREATE INDEX plan_task_carries ON tinbao.plan_task USING gin (carries);

CREATE TABLE tinbao.plan_task_agency (
  plan_id    text NOT NULL,
  task_id    text NOT NULL,
  ordinal    integer NOT NULL,
  role       text NOT NULL CHECK (role IN ('LEAD', 'PERFORMS', 'SUPPORTS', 'CONCERNED')),
  requested  boolean NOT NULL DEFAULT false,
  agency_key text NOT NULL,
  agency_id  text REFERENCES tinbao.agency,
  PRIMARY KEY (plan_id, task_id, ordinal),
  FOREIGN KEY (plan_id, task_id) REFERENCES tinbao.plan_task ON DELETE CASCADE
);
COMMENT ON COLUMN tinbao.plan_task_agency.requested IS 'asked (đề nghị), not ordered: the issuer is not above it';
COMMENT ON COLUMN tinbao.plan_task_agency.agency_id IS 'one agency and no other of its kind; null: all that the key means in the plan''s unit';
CREATE INDEX plan_task_agency_key ON tinbao.plan_task_agency (agency_key);
CREATE INDEX plan_task_agency_id ON tinbao.plan_task_agency (agency_id);

-- Campaigns, crackdown periods, days that are kept.
CREATE TABLE tinbao.plan_window (
  plan_id   text NOT NULL REFERENCES tinbao.plan ON DELETE CASCADE,
  id        text NOT NULL,
  ordinal   integer NOT NULL,
  kind      text NOT NULL CHECK (kind IN ('CRACKDOWN', 'CAMPAIGN', 'DAY')),
  name      text NOT NULL,
  starts_on date,
  ends_on   date,
  yearly    text CHECK (yearly ~ '^[0-1][0-9]-[0-3][0-9]$'),
  note      text,
  lines     integer[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (plan_id, id),
  CHECK (ends_on >= starts_on)
);
COMMENT ON COLUMN tinbao.plan_window.starts_on IS 'null: the text names no day';

CREATE TABLE tinbao.plan_report_rule (
  plan_id text NOT NULL REFERENCES tinbao.plan ON DELETE CASCADE,
  ordinal integer NOT NULL,
  period  text NOT NULL CHECK (period IN ('MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR', 'ONE_OFF')),
  quarter integer CHECK (quarter BETWEEN 1 AND 4),
  month   integer CHECK (month BETWEEN 1 AND 12),
  day     integer CHECK (day BETWEEN 1 AND 31),
  on_date date,
  before  boolean NOT NULL DEFAULT false,
  title   text,
  makers  text[] NOT NULL,
  to_key  text NOT NULL,
  via_key text,
  upward  text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (plan_id, ordinal),
  CHECK ((month IS NULL) = (day IS NULL)),
  CHECK ((on_date IS NOT NULL) = (period = 'ONE_OFF'))
);
COMMENT ON COLUMN tinbao.plan_report_rule.quarter IS 'the one quarter that it is for; null: every one';
COMMENT ON COLUMN tinbao.plan_report_rule.month IS 'with day: when it is due each year; null: the plan names no day';
COMMENT ON COLUMN tinbao.plan_report_rule.before IS 'due before that day, that is by the end of the day before';

CREATE TABLE tinbao.plan_recipient (
  plan_id    text NOT NULL REFERENCES tinbao.plan ON DELETE CASCADE,
  ordinal    integer NOT NULL,
  agency_key text,
  note       text,
  kept_by    text,
  PRIMARY KEY (plan_id, ordinal),
  CHECK ((agency_key IS NULL) <> (kept_by IS NULL))
);
COMMENT ON COLUMN tinbao.plan_recipient.kept_by IS 'Lưu: who files it';

-- What else the text says, and what is odd about it.
CREATE TABLE tinbao.plan_note (
  plan_id    text NOT NULL REFERENCES tinbao.plan ON DELETE CASCADE,
  ordinal    integer NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('IRREGULARITY', 'HOTLINE', 'PARTNER', 'FUNDING', 'ATTENTION', 'OTHER')),
  agency_key text,
  number     text,
  country    text CHECK (country ~ '^[A-Z]{3}$'),
  text       text NOT NULL,
  lines      integer[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (plan_id, ordinal)
);
