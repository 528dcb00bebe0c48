-- Room push: news on public topics carries its public title and text, so that nobody has to ask at once.
ALTER TABLE tinbao.topic_news
  ADD COLUMN title text NOT NULL DEFAULT 'Tin mới',
  ADD COLUMN body  text NOT NULL DEFAULT 'Mở ứng dụng để xem';
ALTER TABLE tinbao.topic_news
  ALTER COLUMN title DROP DEFAULT,
  ALTER COLUMN body DROP DEFAULT,
  -- What is over 1,850 bytes together would not fit into a topic message; see PublicText.
  ADD CONSTRAINT topic_news_fits CHECK (octet_length(title) + octet_length(body) <= 1850);
COMMENT ON COLUMN tinbao.topic_news.body IS 'public text, safe in JSON without escaping';
