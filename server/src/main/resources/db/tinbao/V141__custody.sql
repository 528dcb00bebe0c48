-- Room custody: who asked to know a reporter's identity, who decided, until when it is open.
CREATE TABLE tinbao.identity_request (
  id                  uuid PRIMARY KEY,
  tip_id              uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  asked_by            uuid NOT NULL,
  agency_id           text NOT NULL REFERENCES tinbao.agency,
  custodian_agency_id text NOT NULL REFERENCES tinbao.agency,
  reason              bytea NOT NULL,
  asked_at            timestamptz NOT NULL,
  state               text NOT NULL DEFAULT 'PENDING'
    CHECK (state IN ('PENDING', 'GRANTED', 'DENIED', 'WITHDRAWN', 'REVOKED')),
  decided_by          uuid,
  decided_at          timestamptz,
  decision            bytea,
  expires_at          timestamptz,
  ended_by            uuid,
  ended_at            timestamptz,
  CONSTRAINT identity_request_two_persons CHECK (decided_by <> asked_by),
  CONSTRAINT identity_request_decided CHECK (state NOT IN ('GRANTED', 'DENIED')
    OR (decided_by IS NOT NULL AND decided_at IS NOT NULL AND decision IS NOT NULL)),
  CONSTRAINT identity_request_expires CHECK (state <> 'GRANTED' OR expires_at > decided_at)
);
COMMENT ON COLUMN tinbao.identity_request.reason IS 'sealed under the tip''s key';
COMMENT ON COLUMN tinbao.identity_request.decision IS 'why it was decided so, sealed under the tip''s key';
-- Asked twice at once is asked once.
CREATE UNIQUE INDEX identity_request_once ON tinbao.identity_request (tip_id, asked_by)
  WHERE state = 'PENDING';
CREATE INDEX identity_request_of_tip ON tinbao.identity_request (tip_id, asked_at);
CREATE INDEX identity_request_inbox ON tinbao.identity_request (custodian_agency_id, asked_at, id);
