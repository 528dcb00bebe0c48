-- Room calendar: what people say of days and years, over what the program brings.
CREATE TABLE tinbao.calendar_day (
  day        date PRIMARY KEY CHECK (day BETWEEN '2000-01-01' AND '2099-12-31'),
  worked     boolean NOT NULL,
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  source     text NOT NULL CHECK (length(source) BETWEEN 1 AND 500),
  confirmed  boolean NOT NULL,
  changed_by uuid,
  changed_at timestamptz NOT NULL
);
COMMENT ON COLUMN tinbao.calendar_day.worked IS 'true: worked although it is a Saturday, Sunday or holiday (swapped)';

CREATE TABLE tinbao.calendar_year (
  year       smallint PRIMARY KEY CHECK (year BETWEEN 2000 AND 2099),
  confirmed  boolean NOT NULL,
  source     text NOT NULL CHECK (length(source) BETWEEN 1 AND 500),
  changed_by uuid,
  changed_at timestamptz NOT NULL
);

-- Communes where the longer limits for remote places run ("vùng rừng núi xa xôi, hải đảo …").
CREATE TABLE tinbao.remote_unit (
  unit_id    bigint PRIMARY KEY REFERENCES tinbao.unit ON DELETE CASCADE,
  source     text NOT NULL CHECK (length(source) BETWEEN 1 AND 500),
  changed_by uuid,
  changed_at timestamptz NOT NULL
);
