-- Room statistics: which cases were opened when, over all tips.
CREATE INDEX tip_step_opened ON tinbao.tip_step (happened_at, tip_id)
  WHERE to_state = 'PROSECUTED' AND from_state <> to_state;
-- What was due to be told, or to be resolved, in a period.
CREATE INDEX tip_clock_figures ON tinbao.tip_clock (due_at)
  WHERE clock IN ('notify_reporter_received', 'notify_reporter_result', 'notify_reporter_suspended',
    'notify_reporter_resumed', 'resolve', 'resolve_complex', 'resolve_extended', 'resolve_after_resume');
