-- News without a message of ours, newest first: the sweep looks at the last hour of it, whatever
-- else the month has seen and however many messages of other systems share the account.
CREATE INDEX provider_event_strange ON sms.provider_event (received_at)
  WHERE message_id IS NULL;
