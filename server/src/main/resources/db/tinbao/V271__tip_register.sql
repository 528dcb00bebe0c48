-- Room tip: what came to an agency in a period, for extracts of its register.
CREATE INDEX tip_agency_register ON tinbao.tip_agency (agency_id, since, tip_id) WHERE role = 'LEAD';
