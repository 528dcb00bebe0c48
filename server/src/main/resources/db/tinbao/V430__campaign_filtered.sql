-- Of the failed messages that are counted together, those whose text an operator filtered.
ALTER TABLE tinbao.campaign_sending ADD COLUMN window_filtered bigint NOT NULL DEFAULT 0;
