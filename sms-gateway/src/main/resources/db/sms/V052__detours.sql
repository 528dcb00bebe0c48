-- How often a provider had no way to the recipient: makes the pauses longer, and ends.
ALTER TABLE sms.outbound ADD COLUMN detours smallint NOT NULL DEFAULT 0;
