-- Room victim: people, not tips. Readable here are codes only; who a person is, their exact birth date,
-- address, phone and story lie sealed under a key of that person's own record.

-- In a table of its own, so that keys and content can be backed up apart: whoever deletes the row here
-- has deleted the record.
CREATE TABLE tinbao.victim_key (
  victim_id  uuid PRIMARY KEY,
  wrapped    bytea NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE tinbao.victim (
  id           uuid PRIMARY KEY,
  tip_id       uuid REFERENCES tinbao.tip ON DELETE SET NULL,
  agency_id    text NOT NULL REFERENCES tinbao.agency,
  sex          text NOT NULL CHECK (sex IN ('FEMALE', 'MALE', 'OTHER', 'UNKNOWN')),
  age_band     text NOT NULL CHECK (age_band IN ('0-10', '11-13', '14-15', '16-17', '18-24', '25-39',
    '40+', 'UNKNOWN')),
  under_16     boolean,
  under_18     boolean,
  ethnicity    text,
  nationality  text CHECK (nationality ~ '^[A-Z]{3}$'),
  destination  text CHECK (destination ~ '^[A-Z]{3}$'),
  exploitation text[] NOT NULL DEFAULT '{}',
  domestic     boolean,
  home_unit_id bigint REFERENCES tinbao.unit,
  met_on       date NOT NULL,
  created_at   timestamptz NOT NULL,
  created_by   uuid NOT NULL,
  changed_at   timestamptz NOT NULL,
  CHECK (NOT (under_16 AND NOT under_18))
);
CREATE INDEX victim_of_tip ON tinbao.victim (tip_id);
CREATE INDEX victim_of_agency ON tinbao.victim (agency_id, created_at DESC, id DESC);
CREATE INDEX victim_by_day ON tinbao.victim (met_on);
COMMENT ON COLUMN tinbao.victim.agency_id IS 'the agency that answers for the record';
COMMENT ON COLUMN tinbao.victim.age_band IS 'in years on the day met_on; its limits 16 and 18 are those of criminal code art. 151 and Law 53/2024 art. 2.1';
COMMENT ON COLUMN tinbao.victim.under_16 IS 'on met_on; null: not known';
COMMENT ON COLUMN tinbao.victim.nationality IS 'ISO 3166-1 alpha-3; null: not known';
COMMENT ON COLUMN tinbao.victim.destination IS 'ISO 3166-1 alpha-3 of where the person was taken or was to be; VNM with domestic';
COMMENT ON COLUMN tinbao.victim.exploitation IS 'words of HTCDS 2.0, TypeOfExploitation';
COMMENT ON COLUMN tinbao.victim.domestic IS 'whether all of it happened within the country; null: not known';
COMMENT ON COLUMN tinbao.victim.met_on IS 'day in Vietnam on which an agency first met the person: clocks count from it';

-- What is known of a person, version by version; the newest counts, and victim repeats its codes.
CREATE TABLE tinbao.victim_profile (
  id        uuid PRIMARY KEY,
  victim_id uuid NOT NULL REFERENCES tinbao.victim ON DELETE CASCADE,
  codes     jsonb NOT NULL,
  facts     bytea NOT NULL,
  agency_id text NOT NULL,
  staff_id  uuid NOT NULL,
  at        timestamptz NOT NULL
);
CREATE INDEX victim_profile_of_victim ON tinbao.victim_profile (victim_id, at DESC, id DESC);
COMMENT ON COLUMN tinbao.victim_profile.codes IS 'the readable columns of victim as this version had them';
COMMENT ON COLUMN tinbao.victim_profile.facts IS 'name, birth date, address, phone, story: sealed under the record''s key';

CREATE TABLE tinbao.victim_status (
  id         uuid PRIMARY KEY,
  victim_id  uuid NOT NULL REFERENCES tinbao.victim ON DELETE CASCADE,
  n          integer NOT NULL CHECK (n > 0),
  status     text NOT NULL CHECK (status IN ('IN_IDENTIFICATION', 'VICTIM', 'NOT_VICTIM',
    'ACCOMPANYING_MINOR')),
  since      date NOT NULL,
  decided_by text NOT NULL CHECK (decided_by IN ('POLICE', 'NGO', 'COURT_OR_PROSECUTION',
    'NON_POLICE_GOV', 'OTHER')),
  evidence   text[] NOT NULL DEFAULT '{}',
  note       bytea,
  agency_id  text NOT NULL,
  staff_id   uuid NOT NULL,
  written_at timestamptz NOT NULL,
  UNIQUE (victim_id, n)
);
CREATE INDEX victim_status_by_day ON tinbao.victim_status (status, since);
COMMENT ON COLUMN tinbao.victim_status.n IS 'the highest counts: the status that was written last';
COMMENT ON COLUMN tinbao.victim_status.decided_by IS 'words of HTCDS 2.0, who decided';
COMMENT ON COLUMN tinbao.victim_status.evidence IS 'kinds of Law 53/2024 art. 32, see resources/victim/rules.yaml';
COMMENT ON COLUMN tinbao.victim_status.note IS 'sealed under the record''s key';

CREATE TABLE tinbao.victim_consent (
  id           uuid PRIMARY KEY,
  victim_id    uuid NOT NULL REFERENCES tinbao.victim ON DELETE CASCADE,
  purpose      text NOT NULL CHECK (purpose IN ('REFERRAL', 'SUPPORT', 'SHARE_DATA')),
  services     text[] NOT NULL DEFAULT '{}',
  given_on     date NOT NULL,
  given_by     text NOT NULL CHECK (given_by IN ('SELF', 'GUARDIAN', 'REPRESENTATIVE')),
  way          text NOT NULL CHECK (way IN ('WRITTEN', 'SPOKEN', 'RECORDED')),
  until        date,
  note         bytea,
  agency_id    text NOT NULL,
  staff_id     uuid NOT NULL,
  written_at   timestamptz NOT NULL,
  withdrawn_on date,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  CHECK (until IS NULL OR until >= given_on),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)
    AND (withdrawn_at IS NULL) = (withdrawn_on IS NULL))
);
CREATE INDEX victim_consent_of_victim ON tinbao.victim_consent (victim_id, written_at);
COMMENT ON COLUMN tinbao.victim_consent.services IS 'what it covers; empty: every service';
COMMENT ON COLUMN tinbao.victim_consent.until IS 'last day; null: until withdrawn';

CREATE TABLE tinbao.victim_support (
  id         uuid PRIMARY KEY,
  victim_id  uuid NOT NULL REFERENCES tinbao.victim ON DELETE CASCADE,
  kind       text NOT NULL,
  given_on   date NOT NULL,
  agency     text NOT NULL,
  corrects   uuid UNIQUE REFERENCES tinbao.victim_support ON DELETE CASCADE,
  withdrawn  boolean NOT NULL DEFAULT false,
  note       bytea,
  staff_id   uuid NOT NULL,
  written_at timestamptz NOT NULL,
  CHECK (corrects <> id),
  CHECK (NOT withdrawn OR corrects IS NOT NULL)
);
CREATE INDEX victim_support_of_victim ON tinbao.victim_support (victim_id, given_on);
CREATE INDEX victim_support_by_day ON tinbao.victim_support (given_on);
COMMENT ON COLUMN tinbao.victim_support.kind IS 'kinds of Law 53/2024 art. 37, see resources/victim/rules.yaml';
COMMENT ON COLUMN tinbao.victim_support.agency IS 'who gave it; no reference: history names what was';

CREATE TABLE tinbao.victim_referral (
  id             uuid PRIMARY KEY,
  victim_id      uuid NOT NULL REFERENCES tinbao.victim ON DELETE CASCADE,
  consent_id     uuid NOT NULL REFERENCES tinbao.victim_consent ON DELETE CASCADE,
  from_agency    text NOT NULL REFERENCES tinbao.agency,
  to_agency      text REFERENCES tinbao.agency,
  service        text NOT NULL,
  note           bytea,
  outside        bytea,
  referred_by    uuid NOT NULL,
  referred_at    timestamptz NOT NULL,
  accepted_by    uuid,
  accepted_at    timestamptz,
  declined_by    uuid,
  declined_at    timestamptz,
  decline_reason bytea,
  withdrawn_by   uuid,
  withdrawn_at   timestamptz,
  ended_by       uuid,
  ended_at       timestamptz,
  outcome        text CHECK (outcome IN ('SERVED', 'PARTLY', 'LEFT', 'NOT_SERVED')),
  end_note       bytea,
  CHECK ((to_agency IS NULL) = (outside IS NOT NULL)),
  CHECK (to_agency <> from_agency),
  CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
  CHECK ((declined_at IS NULL) = (declined_by IS NULL)
    AND (declined_at IS NULL) = (decline_reason IS NULL)),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (outcome IS NULL)),
  CHECK (ended_at IS NULL OR accepted_at IS NOT NULL),
  CHECK (num_nonnulls(declined_at, withdrawn_at, accepted_at) <= 1)
);
CREATE INDEX victim_referral_of_victim ON tinbao.victim_referral (victim_id, referred_at);
CREATE INDEX victim_referral_of_consent ON tinbao.victim_referral (consent_id);
CREATE INDEX victim_referral_to ON tinbao.victim_referral (to_agency, referred_at);
CREATE INDEX victim_referral_from ON tinbao.victim_referral (from_agency, referred_at);
COMMENT ON COLUMN tinbao.victim_referral.to_agency IS 'null: somebody outside of the house, named in outside';
COMMENT ON COLUMN tinbao.victim_referral.outside IS 'who, sealed under the record''s key';

-- Who besides the heads of the agency may open a record.
CREATE TABLE tinbao.victim_named (
  victim_id uuid NOT NULL REFERENCES tinbao.victim ON DELETE CASCADE,
  staff_id  uuid NOT NULL,
  agency_id text NOT NULL,
  named_by  uuid NOT NULL,
  since     timestamptz NOT NULL,
  until     timestamptz,
  PRIMARY KEY (victim_id, staff_id, since)
);
CREATE UNIQUE INDEX victim_named_one ON tinbao.victim_named (victim_id, staff_id) WHERE until IS NULL;
CREATE INDEX victim_named_of_staff ON tinbao.victim_named (staff_id);

CREATE FUNCTION tinbao.victim_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% only grows', TG_TABLE_NAME;
END $$;
CREATE TRIGGER victim_profile_only_grows BEFORE UPDATE ON tinbao.victim_profile
  FOR EACH ROW EXECUTE FUNCTION tinbao.victim_only_grows();
CREATE TRIGGER victim_status_only_grows BEFORE UPDATE ON tinbao.victim_status
  FOR EACH ROW EXECUTE FUNCTION tinbao.victim_only_grows();
CREATE TRIGGER victim_support_only_grows BEFORE UPDATE ON tinbao.victim_support
  FOR EACH ROW EXECUTE FUNCTION tinbao.victim_only_grows();
