-- Room statistics: tables for everybody, made once a year and never changed.
CREATE TABLE tinbao.open_data (
  subject     text NOT NULL,
  year        integer NOT NULL,
  n           integer NOT NULL,
  row_name    text NOT NULL,
  column_name text NOT NULL,
  count       bigint CHECK (count = 0 OR count >= 11),
  made_at     timestamptz NOT NULL,
  PRIMARY KEY (subject, year, n)
);
COMMENT ON COLUMN tinbao.open_data.row_name IS 'empty: the total of the column';
COMMENT ON COLUMN tinbao.open_data.count IS 'null: withheld';
CREATE FUNCTION tinbao.open_data_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'open_data stays as it was told';
END $$;
CREATE TRIGGER open_data_stays BEFORE UPDATE OR DELETE ON tinbao.open_data
  FOR EACH ROW EXECUTE FUNCTION tinbao.open_data_stays();
