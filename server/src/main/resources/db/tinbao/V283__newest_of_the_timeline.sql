-- What changed since a hand-over is read from the newest rows of the timeline, by their ids, which
-- are made in the order of time; the primary key serves that.
DROP INDEX tinbao.tip_event_by_time;
