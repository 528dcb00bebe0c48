-- Room clocks: what a reporter is owed because the tip was joined to another one, so that parting them ends it,
-- whenever it began to count. Rooms duplicate, tip: restrictions of tips that were parted from the one they follow.
ALTER TABLE tinbao.tip_clock ADD COLUMN joined boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN tinbao.tip_clock.joined IS 'began because of another tip that this one was merged into';

-- Of tips that are merged now, what began since the merge is not their own.
UPDATE tinbao.tip_clock c SET joined = true
FROM tinbao.tip_merge m
WHERE m.tip_id = c.tip_id AND m.undone_at IS NULL AND c.clock LIKE 'notify\_reporter\_%'
  AND c.started_at >= m.merged_at;

-- A restriction that follows a tip which its own does not lead to any more stands by itself.
UPDATE tinbao.tip_restriction r SET inherited_from = NULL
WHERE r.inherited_from IS NOT NULL AND r.until IS NULL
  AND tinbao.tip_root(r.tip_id) <> r.inherited_from
  AND NOT EXISTS (SELECT FROM tinbao.tip_split s
    WHERE s.child_id = r.tip_id AND s.parent_id = r.inherited_from AND s.undone_at IS NULL);
