-- One row a topic send: a phone that follows several topics shows a campaign once, so rows here are
-- sends and never persons.
CREATE TABLE tinbao.campaign_topic (
  campaign_id uuid NOT NULL REFERENCES tinbao.campaign ON DELETE CASCADE,
  topic       text NOT NULL,
  news_id     uuid NOT NULL UNIQUE,
  at          timestamptz NOT NULL,
  PRIMARY KEY (campaign_id, topic)
);

-- What the public reads, the newest first.
CREATE INDEX campaign_articles ON tinbao.campaign (started_at DESC, id DESC)
  WHERE reach = 'PUBLIC' AND started_at IS NOT NULL AND state <> 'STOPPED';

-- How often a campaign's own path was opened: a day and a number, nothing of who.
CREATE TABLE tinbao.campaign_visit (
  campaign_id uuid NOT NULL REFERENCES tinbao.campaign ON DELETE CASCADE,
  day         date NOT NULL,
  visits      bigint NOT NULL,
  PRIMARY KEY (campaign_id, day)
);

-- Tips that followed: by the word in an SMS, or by the campaign's own path. Counted, never listed.
CREATE TABLE tinbao.campaign_tip (
  id          uuid PRIMARY KEY,
  campaign_id uuid NOT NULL REFERENCES tinbao.campaign ON DELETE CASCADE,
  tip_id      uuid UNIQUE REFERENCES tinbao.tip ON DELETE SET NULL,
  way         text NOT NULL CHECK (way IN ('KEYWORD', 'PATH')),
  day         date NOT NULL
);
COMMENT ON COLUMN tinbao.campaign_tip.tip_id IS 'null once the tip is deleted: it still counts';
CREATE INDEX campaign_tip_of_campaign ON tinbao.campaign_tip (campaign_id, way);
