-- Room catalogue: agencies that nobody recorded, made from dated templates for each unit and day.

-- A recorded agency takes the id of its derived twin. Derived ones have no rows in agency_territory:
-- their territory is their unit.
ALTER TABLE tinbao.agency ADD COLUMN derived boolean NOT NULL DEFAULT false;

-- Communes (or, before 2025-07-01, districts) at the land border, and who lives on the other side.
CREATE TABLE tinbao.border_unit (
  unit_id   bigint NOT NULL REFERENCES tinbao.unit ON DELETE CASCADE,
  -- ISO 3166 alpha-3.
  neighbour text   NOT NULL CHECK (neighbour ~ '^[A-Z]{3}$'),
  source    text   NOT NULL,
  PRIMARY KEY (unit_id, neighbour)
);
CREATE TRIGGER catalogue_changed
  AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON tinbao.border_unit
  FOR EACH STATEMENT EXECUTE FUNCTION tinbao.catalogue_changed();

-- What the derived agencies and the built-in rules were made from: other templates, other agencies.
CREATE TABLE tinbao.catalogue_built_in (
  one               boolean PRIMARY KEY DEFAULT true CHECK (one),
  templates_version text NOT NULL,
  rules_version     text NOT NULL
);
INSERT INTO tinbao.catalogue_built_in (templates_version, rules_version) VALUES ('', '');

-- Agencies that hand on what they receive: for procedure FORWARD only.
ALTER TABLE tinbao.competence_rule
  ADD COLUMN receivers jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(receivers) = 'array'),
  -- Came with the program and was never touched: replaced by what the next version brings.
  -- All there are now did.
  ADD COLUMN built_in boolean NOT NULL DEFAULT true;
ALTER TABLE tinbao.competence_rule ALTER COLUMN built_in SET DEFAULT false;

CREATE FUNCTION tinbao.competence_rule_touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.built_in := false;
  RETURN NEW;
END $$;
CREATE TRIGGER competence_rule_touched BEFORE UPDATE ON tinbao.competence_rule
  FOR EACH ROW EXECUTE FUNCTION tinbao.competence_rule_touched();
