-- The messages of a sender, whatever the planner believes of the rest: an index of all that waits has
-- another predicate and cannot stand in for it (docs/adr/0031, docs/adr/0048).
CREATE INDEX inbound_by_sender ON sms.inbound (from_hash, received_at, id)
  WHERE state IN ('WAITING', 'PART');
DROP INDEX sms.inbound_sender;
