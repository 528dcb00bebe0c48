-- Room tip: what routing was asked, so that a later catalogue can be asked the same. Codes, numbers
-- and units, as in the tip's own row; null for readings of before.
ALTER TABLE tinbao.tip_reading ADD COLUMN question jsonb;
COMMENT ON COLUMN tinbao.tip_reading.question IS 'RoutingQuestion as JSON: no word of the report';

-- Open tips of an agency: those that a change of the catalogue or a reform would move.
CREATE INDEX tip_open_by_lead ON tinbao.tip (lead_agency_id, id) WHERE state NOT IN
  ('NOT_A_REPORT', 'DUPLICATE', 'PROSECUTED', 'NOT_PROSECUTED', 'ADMINISTRATIVE_TRANSFER', 'SPLIT',
   'MERGED');

-- A tip whose agency ended and whose heir a person must choose.
ALTER TABLE tinbao.tip DROP CONSTRAINT tip_attention_check;
ALTER TABLE tinbao.tip ADD CONSTRAINT tip_attention_check
  CHECK (attention IN ('OFFER_EXPIRED', 'OFFER_DECLINED', 'NEW_MESSAGE', 'TASK_WITHDRAWN',
    'HEIR_WANTED'));
