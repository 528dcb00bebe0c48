-- Room push: news on public topics. Who follows what is kept nowhere here: apps ask by topic, or Google knows.
CREATE TABLE tinbao.topic_news (
  id           uuid PRIMARY KEY,
  topic        text NOT NULL,
  kind         text NOT NULL,
  ref          uuid NOT NULL,
  valid_until  timestamptz NOT NULL,
  created_at   timestamptz NOT NULL,
  state        text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'SENT', 'FAILED')),
  attempt      integer NOT NULL DEFAULT 0,
  next_at      timestamptz NOT NULL,
  sent_at      timestamptz
);
CREATE INDEX topic_news_pending ON tinbao.topic_news (next_at) WHERE state = 'PENDING';
CREATE INDEX topic_news_of_topic ON tinbao.topic_news (topic, valid_until);
CREATE INDEX topic_news_end ON tinbao.topic_news (valid_until);
COMMENT ON COLUMN tinbao.topic_news.ref IS 'opaque id of what is new; the app fetches it';
