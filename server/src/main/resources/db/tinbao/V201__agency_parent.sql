-- Room catalogue: removing agencies asks who names them as parent or heir.
CREATE INDEX agency_parent ON tinbao.agency (parent_id);
CREATE INDEX agency_succession_new ON tinbao.agency_succession (new_agency_id);
