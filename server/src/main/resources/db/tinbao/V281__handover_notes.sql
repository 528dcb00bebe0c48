-- Room duty: notes of hand-overs are deleted when their time is over (class handover-note).
ALTER TABLE tinbao.duty_handover ADD COLUMN note_removed_at timestamptz;
CREATE INDEX duty_handover_notes ON tinbao.duty_handover ((coalesce(taken_at, withdrawn_at)))
  WHERE note IS NOT NULL;
