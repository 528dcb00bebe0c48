-- Room papers: numbers of papers and of registers. One series a year, an agency and a kind, from 1
-- (decree 30/2020, art. 15); each number is given once and stays given, whatever becomes of what
-- it was given to. No foreign key to agencies: a number outlives the agency's row.
CREATE TABLE tinbao.paper_series (
  agency_id text NOT NULL,
  year      smallint NOT NULL CHECK (year BETWEEN 2020 AND 9999),
  series    text NOT NULL CHECK (series IN ('OUTGOING', 'OUTGOING_SECRET', 'REGISTER')),
  last      integer NOT NULL CHECK (last >= 0),
  PRIMARY KEY (agency_id, year, series)
);
CREATE TABLE tinbao.paper_number (
  agency_id text NOT NULL,
  year      smallint NOT NULL,
  series    text NOT NULL,
  number    integer NOT NULL CHECK (number > 0),
  paper_id  uuid NOT NULL,
  given_by  uuid,
  given_at  timestamptz NOT NULL,
  PRIMARY KEY (agency_id, year, series, number),
  FOREIGN KEY (agency_id, year, series) REFERENCES tinbao.paper_series,
  CONSTRAINT paper_number_one_a_paper UNIQUE (paper_id, series, agency_id)
);
COMMENT ON COLUMN tinbao.paper_number.paper_id IS 'of the form that was filled, the transfer or the tip; never its content';
COMMENT ON COLUMN tinbao.paper_number.given_by IS 'null: the house itself';
CREATE FUNCTION tinbao.paper_number_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'paper_number only grows';
END $$;
CREATE TRIGGER paper_number_only_grows BEFORE UPDATE OR DELETE ON tinbao.paper_number
  FOR EACH ROW EXECUTE FUNCTION tinbao.paper_number_only_grows();
CREATE FUNCTION tinbao.paper_series_never_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.last < OLD.last THEN
    RAISE EXCEPTION 'paper_series never goes back';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER paper_series_never_back BEFORE UPDATE ON tinbao.paper_series
  FOR EACH ROW EXECUTE FUNCTION tinbao.paper_series_never_back();
