-- Room staff: accounts, roles, sessions, second factor, audit.
CREATE TABLE tinbao.staff_account (
  id            uuid PRIMARY KEY,
  username      text NOT NULL UNIQUE CHECK (username = lower(username)),
  name          text NOT NULL,
  agency_id     text NOT NULL,
  password_hash text NOT NULL,
  password_once boolean NOT NULL,
  totp_secret   bytea NOT NULL,
  totp_step     bigint NOT NULL DEFAULT 0,
  active        boolean NOT NULL DEFAULT true,
  created_at    timestamptz NOT NULL
);
CREATE INDEX staff_account_of_agency ON tinbao.staff_account (agency_id) WHERE active;
COMMENT ON COLUMN tinbao.staff_account.password_hash IS 'Argon2id in PHC form';
COMMENT ON COLUMN tinbao.staff_account.password_once IS 'given by another person: must be replaced at the first sign-in';
COMMENT ON COLUMN tinbao.staff_account.totp_secret IS 'sealed under the master key, context totp:<id>';
COMMENT ON COLUMN tinbao.staff_account.totp_step IS 'last time step whose code was accepted: none is accepted twice';

CREATE TABLE tinbao.staff_role (
  account_id uuid NOT NULL REFERENCES tinbao.staff_account ON DELETE CASCADE,
  role       text NOT NULL CHECK (role IN ('DUTY_OFFICER', 'FIELD_OFFICER', 'AGENCY_LEAD', 'ORGANISER',
               'COMMITTEE_SECRETARY', 'AUDITOR', 'ADMIN')),
  PRIMARY KEY (account_id, role)
);

-- A session ends by its row going. Of the token only the SHA-256 is kept.
CREATE TABLE tinbao.staff_session (
  token_hash   bytea PRIMARY KEY,
  id           uuid NOT NULL UNIQUE,
  account_id   uuid NOT NULL REFERENCES tinbao.staff_account ON DELETE CASCADE,
  kind         text NOT NULL CHECK (kind IN ('WEB', 'APP')),
  device       text,
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL
);
CREATE INDEX staff_session_of_account ON tinbao.staff_session (account_id);
CREATE INDEX staff_session_expiry ON tinbao.staff_session (expires_at);

-- Failed sign-ins by hash of the name typed, whether or not there is such an account: an answer that depends on
-- this table tells nobody who works here.
CREATE TABLE tinbao.staff_failure (
  name_hash    bytea PRIMARY KEY,
  failures     integer NOT NULL,
  locked_until timestamptz,
  last_at      timestamptz NOT NULL
);
CREATE INDEX staff_failure_age ON tinbao.staff_failure (last_at);

-- Who did or saw what. Only grows.
CREATE TABLE tinbao.audit (
  id           uuid PRIMARY KEY,
  at           timestamptz NOT NULL,
  staff_id     uuid,
  action       text NOT NULL,
  subject_kind text NOT NULL,
  subject_id   text NOT NULL
);
CREATE INDEX audit_of_subject ON tinbao.audit (subject_kind, subject_id, at);
CREATE INDEX audit_of_staff ON tinbao.audit (staff_id, at);
COMMENT ON COLUMN tinbao.audit.staff_id IS 'no foreign key: the row outlives the account; null for the house itself';

CREATE FUNCTION tinbao.audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit only grows';
END $$;
CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE ON tinbao.audit
  FOR EACH ROW EXECUTE FUNCTION tinbao.audit_only_grows();
CREATE TRIGGER audit_only_grows_whole BEFORE TRUNCATE ON tinbao.audit
  FOR EACH STATEMENT EXECUTE FUNCTION tinbao.audit_only_grows();
