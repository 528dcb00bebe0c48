-- How many messages of a campaign had reached a phone by the end of a day: operators report for days, and the
-- campaign's own counter knows the present only. A row for each day on which it changed.
CREATE TABLE tinbao.figure_campaign (
  campaign  uuid NOT NULL,
  day       date NOT NULL,
  delivered bigint NOT NULL,
  PRIMARY KEY (campaign, day)
);
INSERT INTO tinbao.figure_campaign (campaign, day, delivered)
SELECT campaign, (coalesce(ended_at, now()) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, delivered
  FROM tinbao.campaign_sending WHERE delivered > 0;
