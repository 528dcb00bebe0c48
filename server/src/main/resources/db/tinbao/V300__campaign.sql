-- Room campaign: awareness for the public, and calls to duty for staff. What is written here is meant
-- to be read by many; what people say to each other about it (campaign_event.note) is sealed.
CREATE TABLE tinbao.campaign (
  id           uuid PRIMARY KEY,
  code         text NOT NULL UNIQUE CHECK (code ~ '^[a-z2-9]{8}$'),
  agency_id    text NOT NULL REFERENCES tinbao.agency,
  kind         text NOT NULL CHECK (kind IN ('WORLD_DAY', 'CRACKDOWN', 'MONTHLY_COLUMN', 'SCHOOL', 'BORDER',
                 'WARNING', 'DUTY_CALL')),
  reach        text NOT NULL CHECK (reach IN ('PUBLIC', 'STAFF')),
  title        text NOT NULL CHECK (title <> ''),
  theme        text NOT NULL,
  goal         text NOT NULL,
  starts_on    date NOT NULL,
  ends_on      date NOT NULL,
  plan_task    text,
  report_due   date,
  keyword      text,
  interests    text[] NOT NULL DEFAULT '{}',
  kinds        text[] NOT NULL DEFAULT '{}',
  lists        uuid[] NOT NULL DEFAULT '{}',
  recurs       text NOT NULL DEFAULT 'NO' CHECK (recurs IN ('NO', 'YEARLY', 'MONTHLY')),
  lead_days    integer NOT NULL DEFAULT 30 CHECK (lead_days BETWEEN 0 AND 180),
  copied_from  uuid REFERENCES tinbao.campaign,
  state        text NOT NULL DEFAULT 'DRAFT' CHECK (state IN ('DRAFT', 'SUBMITTED', 'APPROVED', 'SCHEDULED',
                 'RUNNING', 'PAUSED', 'DONE', 'STOPPED')),
  version      integer NOT NULL DEFAULT 1,
  made_by      uuid NOT NULL,
  made_at      timestamptz NOT NULL,
  submitted_by uuid,
  approved_by  uuid,
  send_at      timestamptz,
  budget       bigint CHECK (budget >= 0),
  rate         integer CHECK (rate BETWEEN 1 AND 10000),
  started_at   timestamptz,
  ended_at     timestamptz,
  CHECK (ends_on >= starts_on),
  CHECK (approved_by IS NULL OR approved_by <> submitted_by),
  CHECK (state NOT IN ('APPROVED', 'SCHEDULED', 'RUNNING', 'PAUSED', 'DONE') OR approved_by IS NOT NULL),
  CHECK (state NOT IN ('SCHEDULED', 'RUNNING', 'PAUSED', 'DONE') OR send_at IS NOT NULL)
);
COMMENT ON COLUMN tinbao.campaign.code IS 'its own public path, /c/<code>: on posters and as QR code';
COMMENT ON COLUMN tinbao.campaign.keyword IS 'one word, capitals without marks: an SMS that begins with it follows from this campaign';
COMMENT ON COLUMN tinbao.campaign.plan_task IS 'the task of a plan that asks for it, as its key, e.g. tho-xuan-30-7-2024/t2.3';
COMMENT ON COLUMN tinbao.campaign.kinds IS 'kinds of subscribers it is for; empty: all';
COMMENT ON COLUMN tinbao.campaign.lists IS 'uploaded lists of numbers that are reached too';
COMMENT ON COLUMN tinbao.campaign.budget IS 'most it may cost, in dong; null: no ceiling';
COMMENT ON COLUMN tinbao.campaign.rate IS 'most messages a second; null: as fast as the operators take them';
COMMENT ON COLUMN tinbao.campaign.send_at IS 'from when it is sent; quiet hours are the gateway''s';
CREATE INDEX campaign_of_agency ON tinbao.campaign (agency_id, starts_on DESC, id);
CREATE INDEX campaign_due ON tinbao.campaign (send_at) WHERE state = 'SCHEDULED';
CREATE INDEX campaign_under_way ON tinbao.campaign (state) WHERE state IN ('RUNNING', 'PAUSED');
CREATE INDEX campaign_copies ON tinbao.campaign (copied_from);
-- One word means one campaign at a time, while messages about it may still come.
CREATE UNIQUE INDEX campaign_one_keyword ON tinbao.campaign (keyword)
  WHERE keyword IS NOT NULL AND state NOT IN ('DONE', 'STOPPED');

-- Where it is held; descendants belong to it, as they stand on the day of sending.
CREATE TABLE tinbao.campaign_unit (
  campaign_id uuid NOT NULL REFERENCES tinbao.campaign ON DELETE CASCADE,
  unit_id     bigint NOT NULL REFERENCES tinbao.unit,
  PRIMARY KEY (campaign_id, unit_id)
);
CREATE INDEX campaign_unit_of_unit ON tinbao.campaign_unit (unit_id);

-- Who helps the responsible agency.
CREATE TABLE tinbao.campaign_agency (
  campaign_id uuid NOT NULL REFERENCES tinbao.campaign ON DELETE CASCADE,
  agency_id   text NOT NULL REFERENCES tinbao.agency,
  PRIMARY KEY (campaign_id, agency_id)
);
CREATE INDEX campaign_agency_of_agency ON tinbao.campaign_agency (agency_id);

-- One content adapted to each channel, in any language.
CREATE TABLE tinbao.campaign_text (
  campaign_id uuid NOT NULL REFERENCES tinbao.campaign ON DELETE CASCADE,
  channel     text NOT NULL CHECK (channel IN ('SMS', 'PUSH', 'ARTICLE', 'POSTER', 'SCRIPT', 'POST', 'LETTER')),
  language    text NOT NULL CHECK (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  title       text NOT NULL DEFAULT '',
  body        text NOT NULL,
  unaccented  boolean NOT NULL DEFAULT false,
  changed_by  uuid NOT NULL,
  changed_at  timestamptz NOT NULL,
  PRIMARY KEY (campaign_id, channel, language)
);
COMMENT ON COLUMN tinbao.campaign_text.unaccented IS 'SMS: sent without Vietnamese marks';

-- What happened to it, and who did it: only grows.
CREATE TABLE tinbao.campaign_event (
  id          uuid PRIMARY KEY,
  campaign_id uuid NOT NULL REFERENCES tinbao.campaign,
  at          timestamptz NOT NULL,
  kind        text NOT NULL,
  staff_id    uuid,
  from_state  text,
  to_state    text,
  version     integer NOT NULL,
  code        text,
  note        bytea
);
COMMENT ON COLUMN tinbao.campaign_event.staff_id IS 'null: the house itself';
COMMENT ON COLUMN tinbao.campaign_event.version IS 'of the campaign when it happened: what was approved can be named';
COMMENT ON COLUMN tinbao.campaign_event.code IS 'a reason in one word, or a number';
COMMENT ON COLUMN tinbao.campaign_event.note IS 'typed by a person, so sealed: master key, context campaign-event:<id>';
CREATE INDEX campaign_event_of_campaign ON tinbao.campaign_event (campaign_id, at, id);
CREATE FUNCTION tinbao.campaign_event_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Sealing a note anew under a new key is the one change there is.
  IF TG_OP = 'UPDATE'
     AND (NEW.id, NEW.campaign_id, NEW.at, NEW.kind, NEW.staff_id, NEW.from_state, NEW.to_state, NEW.version, NEW.code)
         IS NOT DISTINCT FROM
         (OLD.id, OLD.campaign_id, OLD.at, OLD.kind, OLD.staff_id, OLD.from_state, OLD.to_state, OLD.version, OLD.code)
     AND OLD.note IS NOT NULL AND NEW.note IS NOT NULL THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'campaign_event only grows';
END $$;
CREATE TRIGGER campaign_event_only_grows BEFORE UPDATE OR DELETE ON tinbao.campaign_event
  FOR EACH ROW EXECUTE FUNCTION tinbao.campaign_event_only_grows();
