-- Room catalogue: removing an agency asks every table that names agencies, of whatever state and
-- time; the indexes there are serve open work only.
CREATE INDEX tip_of_lead ON tinbao.tip (lead_agency_id);
CREATE INDEX tip_agency_of_agency ON tinbao.tip_agency (agency_id);
CREATE INDEX tip_transfer_from ON tinbao.tip_transfer (from_agency_id);
CREATE INDEX tip_transfer_to ON tinbao.tip_transfer (to_agency_id);
CREATE INDEX tip_tombstone_of_lead ON tinbao.tip_tombstone (lead_agency_id);
CREATE INDEX assignment_of_agency ON tinbao.assignment (agency_id);
CREATE INDEX identity_request_of_agency ON tinbao.identity_request (agency_id);
