-- Room offers: the public lists of companies that are licensed to send workers abroad, as published on a day.
CREATE TABLE tinbao.offer_list (
  id          uuid PRIMARY KEY,
  as_of       date NOT NULL UNIQUE,
  source      text NOT NULL CHECK (source <> ''),
  sample      boolean NOT NULL,
  sha256      text NOT NULL,
  companies   integer NOT NULL,
  imported_by uuid,
  imported_at timestamptz NOT NULL
);
COMMENT ON COLUMN tinbao.offer_list.sample IS 'invented, to try things out: every answer says so';
COMMENT ON COLUMN tinbao.offer_list.imported_by IS 'null: at the command line';

CREATE TABLE tinbao.offer_company (
  list_id    uuid NOT NULL REFERENCES tinbao.offer_list ON DELETE CASCADE,
  licence    text NOT NULL,
  name       text NOT NULL,
  status     text NOT NULL CHECK (status IN ('ACTIVE', 'SUSPENDED', 'REVOKED', 'RETURNED')),
  valid_from date,
  valid_to   date,
  address    text NOT NULL,
  contact    text NOT NULL,
  website    text NOT NULL,
  PRIMARY KEY (list_id, licence)
);

CREATE TABLE tinbao.offer_fee (
  list_id  uuid NOT NULL,
  licence  text NOT NULL,
  line     integer NOT NULL,
  market   text NOT NULL,
  job      text NOT NULL,
  amount   numeric(15, 2) CHECK (amount >= 0),
  currency text NOT NULL,
  note     text NOT NULL,
  PRIMARY KEY (list_id, licence, line),
  FOREIGN KEY (list_id, licence) REFERENCES tinbao.offer_company ON DELETE CASCADE
);
COMMENT ON COLUMN tinbao.offer_fee.amount IS 'most the company may take, as the list says; null: the list gives none';
