-- A tip whose officer may see it no more waits for another officer.
ALTER TABLE tinbao.tip DROP CONSTRAINT tip_attention_check;
ALTER TABLE tinbao.tip ADD CONSTRAINT tip_attention_check
  CHECK (attention IN ('OFFER_EXPIRED', 'OFFER_DECLINED', 'NEW_MESSAGE', 'TASK_WITHDRAWN'));

-- As in V131; but of the heads and named people only those count who can sign in and have a role at
-- the desk: a restricted tip that nobody can open would be out of everybody's sight.
CREATE OR REPLACE FUNCTION tinbao.tip_open_to
  (of_tip uuid, of_role text, of_agency text, viewer uuid, is_head boolean)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM tinbao.tip_restriction r WHERE r.tip_id = of_tip AND r.until IS NULL)
    OR (of_role = 'LEAD' AND (is_head
      OR EXISTS (SELECT FROM tinbao.tip_named n
                 WHERE n.tip_id = of_tip AND n.staff_id = viewer AND n.until IS NULL)
      OR NOT EXISTS (SELECT FROM tinbao.staff_account s
                     JOIN tinbao.staff_role h ON h.account_id = s.id
                     WHERE s.agency_id = of_agency AND s.active
                       AND ((s.password_hash IS NOT NULL AND s.totp_secret IS NOT NULL)
                         OR EXISTS (SELECT FROM tinbao.staff_oidc o WHERE o.account_id = s.id))
                       AND (h.role = 'AGENCY_LEAD'
                         OR (h.role = 'DUTY_OFFICER'
                           AND EXISTS (SELECT FROM tinbao.tip_named n
                                       WHERE n.tip_id = of_tip AND n.staff_id = s.id
                                         AND n.until IS NULL))))))
$$;
