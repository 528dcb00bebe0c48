-- Room audit: the chain over what staff did and saw.

-- A code such as LEGAL_HOLD: why, when it was asked. What a person typed is content and never here.
ALTER TABLE tinbao.audit ADD COLUMN reason text CHECK (reason ~ '^[A-Z][A-Z0-9_]{0,59}$');

-- Rows that wait for their seal; written with the row itself, so that readers never queue up behind
-- each other. A row that commits late is simply found late.
CREATE TABLE tinbao.audit_unsealed (
  audit_id uuid PRIMARY KEY
);
INSERT INTO tinbao.audit_unsealed SELECT id FROM tinbao.audit;

-- The chain. hash = SHA-256 over the hash before, seq, sealed_at and the row (AuditChain). The last
-- seal of every batch carries a keyed MAC: who has the database and not the keys cannot make the
-- chain anew. No foreign key: a seal must survive what it accuses.
CREATE TABLE tinbao.audit_seal (
  seq       bigint PRIMARY KEY CHECK (seq > 0),
  audit_id  uuid NOT NULL UNIQUE,
  sealed_at timestamptz NOT NULL,
  hash      bytea NOT NULL CHECK (length(hash) = 32),
  mac       bytea CHECK (length(mac) = 32)
);
CREATE TRIGGER audit_seal_only_grows BEFORE UPDATE OR DELETE ON tinbao.audit_seal
  FOR EACH ROW EXECUTE FUNCTION tinbao.audit_only_grows();
CREATE TRIGGER audit_seal_only_grows_whole BEFORE TRUNCATE ON tinbao.audit_seal
  FOR EACH STATEMENT EXECUTE FUNCTION tinbao.audit_only_grows();

-- Serve the audit page: everything, one action, the six signs that a tip is called by.
CREATE INDEX audit_by_time ON tinbao.audit (at, id);
CREATE INDEX audit_of_action ON tinbao.audit (action, at, id);
CREATE INDEX audit_of_number ON tinbao.audit (right(subject_id, 6), at);
