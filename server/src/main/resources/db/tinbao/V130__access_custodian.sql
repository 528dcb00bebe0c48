-- A new role: who decides whether a colleague may learn who a reporter is.
ALTER TABLE tinbao.staff_role DROP CONSTRAINT staff_role_role_check;
ALTER TABLE tinbao.staff_role ADD CONSTRAINT staff_role_role_check CHECK (role IN
  ('DUTY_OFFICER', 'FIELD_OFFICER', 'AGENCY_LEAD', 'ORGANISER', 'COMMITTEE_SECRETARY', 'AUDITOR',
   'ADMIN', 'CUSTODIAN'));
