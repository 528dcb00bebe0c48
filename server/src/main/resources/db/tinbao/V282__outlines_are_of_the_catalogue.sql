-- What is computed from outlines (how far the border is) is kept as long as the catalogue's version.
CREATE TRIGGER catalogue_changed
  AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON tinbao.unit_boundary
  FOR EACH STATEMENT EXECUTE FUNCTION tinbao.catalogue_changed();
