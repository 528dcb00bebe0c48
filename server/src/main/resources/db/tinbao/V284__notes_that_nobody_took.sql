-- Room duty: the note of a hand-over that nobody took goes, too, counted from when it was given.
DROP INDEX tinbao.duty_handover_notes;
CREATE INDEX duty_handover_notes ON tinbao.duty_handover
  ((coalesce(taken_at, withdrawn_at, given_at))) WHERE note IS NOT NULL;
