-- One row for everything that a provider hands in, whether a whole message or a part of a long one.
-- Of a long message the part that came first stands for the whole; the others are its parts.
ALTER TABLE sms.inbound
  ADD COLUMN arrived_at  timestamptz,            -- when we got it, by our clock
  ADD COLUMN part_ref    integer,                -- the sender's number for the long message
  ADD COLUMN part_total  smallint,
  ADD COLUMN part_number smallint,
  ADD COLUMN part_of     uuid,                   -- the row that stands for the long message; null: this one
  ADD COLUMN adds_to     uuid,                   -- came after that message was handed over without it
  ADD COLUMN echo        bytea,                  -- keyed hash of what it says; erased after minutes
  ADD COLUMN repeat_of   uuid;                   -- the same came minutes ago
UPDATE sms.inbound SET arrived_at = received_at;
ALTER TABLE sms.inbound
  ALTER COLUMN arrived_at SET DEFAULT now(),
  ALTER COLUMN arrived_at SET NOT NULL,
  DROP CONSTRAINT inbound_state_check,
  ADD CONSTRAINT inbound_state_check CHECK (state IN ('WAITING', 'PART', 'DONE')),
  ADD CONSTRAINT inbound_part CHECK (
    (part_ref IS NULL) = (part_total IS NULL) AND (part_ref IS NULL) = (part_number IS NULL)
    AND (part_number IS NULL OR part_number BETWEEN 1 AND part_total)),
  ADD CONSTRAINT inbound_part_of CHECK (state <> 'PART' OR part_of IS NOT NULL);
COMMENT ON COLUMN sms.inbound.state IS 'PART: goes with the row that part_of names';

-- The parts of a long message find each other.
CREATE INDEX inbound_parts ON sms.inbound (from_hash, part_ref, part_total)
  WHERE part_ref IS NOT NULL;
CREATE INDEX inbound_part_of ON sms.inbound (part_of) WHERE part_of IS NOT NULL;
-- A repeat finds what it repeats; hashes whose time is over are found and erased.
CREATE INDEX inbound_echo ON sms.inbound (echo, arrived_at) WHERE echo IS NOT NULL;
CREATE INDEX inbound_echo_old ON sms.inbound (arrived_at) WHERE echo IS NOT NULL;
