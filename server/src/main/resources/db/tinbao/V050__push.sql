-- Room push: a message to a member of staff's devices. It carries an opaque reference and nothing
-- else; what it is about is fetched over HTTPS by who may see it.
CREATE TABLE tinbao.push_message (
  id         uuid PRIMARY KEY,
  staff_id   uuid NOT NULL,
  topic      text NOT NULL,
  ref        uuid NOT NULL,
  state      text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'SENT', 'FAILED')),
  attempt    integer NOT NULL DEFAULT 0,
  next_at    timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  sent_at    timestamptz
);
CREATE INDEX push_message_pending ON tinbao.push_message (next_at) WHERE state = 'PENDING';
