-- Room proceeding: reporters are told, too, that it goes on (criminal procedure code art. 149.2).
ALTER TABLE tinbao.tip_notice DROP CONSTRAINT tip_notice_kind_check;
ALTER TABLE tinbao.tip_notice
  ADD CONSTRAINT tip_notice_kind_check
  CHECK (kind IN ('RECEIVED', 'RESULT', 'SUSPENDED', 'RESUMED'));
