-- Room plan: how the tasks go. One agency's part in one task is one row; what happened to it, and
-- what proves it, only grows. Words that people type are sealed: they may name somebody.
CREATE TABLE tinbao.plan_work (
  plan_id        text NOT NULL,
  task_id        text NOT NULL,
  agency_id      text NOT NULL REFERENCES tinbao.agency,
  state          text NOT NULL CHECK (state IN ('NOT_BEGUN', 'GOING_ON', 'BLOCKED', 'DONE')),
  responsible_id uuid,
  version        integer NOT NULL DEFAULT 1,
  changed_at     timestamptz NOT NULL,
  PRIMARY KEY (plan_id, task_id, agency_id),
  FOREIGN KEY (plan_id, task_id) REFERENCES tinbao.plan_task
);
COMMENT ON COLUMN tinbao.plan_work.state IS 'late is no state: it follows from the task''s last day';
CREATE INDEX plan_work_of_agency ON tinbao.plan_work (agency_id, state);
CREATE INDEX plan_work_of_person ON tinbao.plan_work (responsible_id) WHERE responsible_id IS NOT NULL;

CREATE TABLE tinbao.plan_evidence (
  id           uuid PRIMARY KEY,
  plan_id      text NOT NULL,
  task_id      text NOT NULL,
  agency_id    text NOT NULL REFERENCES tinbao.agency,
  kind         text NOT NULL CHECK (kind IN ('TIP_EVENT', 'CAMPAIGN', 'FILE', 'NOTE', 'TRAINING', 'COMMENDATION')),
  happened_on  date NOT NULL,
  people       integer CHECK (people BETWEEN 0 AND 10000000),
  campaign_id  uuid REFERENCES tinbao.campaign,
  tip_event_id uuid,
  note         bytea,
  file_name    bytea,
  file         bytea,
  file_size    integer,
  added_by     uuid NOT NULL,
  added_at     timestamptz NOT NULL,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  FOREIGN KEY (plan_id, task_id) REFERENCES tinbao.plan_task,
  CHECK ((kind = 'CAMPAIGN') = (campaign_id IS NOT NULL)),
  CHECK ((kind = 'TIP_EVENT') = (tip_event_id IS NOT NULL)),
  CHECK ((file IS NULL) = (file_name IS NULL) AND (file IS NULL) = (file_size IS NULL)),
  CHECK (kind <> 'FILE' OR file IS NOT NULL)
);
COMMENT ON TABLE tinbao.plan_evidence IS 'what proves that a task was worked on';
COMMENT ON COLUMN tinbao.plan_evidence.people IS 'trained, reached or commended, as far as counted';
COMMENT ON COLUMN tinbao.plan_evidence.tip_event_id IS 'an event of a tip: the id and nothing of the tip; no reference, since tips are deleted';
COMMENT ON COLUMN tinbao.plan_evidence.note IS 'sealed: master key, context plan-evidence-note:<id>';
COMMENT ON COLUMN tinbao.plan_evidence.file IS 'sealed: master key, context plan-evidence-file:<id>';
COMMENT ON COLUMN tinbao.plan_evidence.file_name IS 'sealed: master key, context plan-evidence-name:<id>';
CREATE INDEX plan_evidence_of_task ON tinbao.plan_evidence (plan_id, task_id, agency_id, happened_on);
CREATE INDEX plan_evidence_of_agency ON tinbao.plan_evidence (agency_id, happened_on);
CREATE INDEX plan_evidence_of_campaign ON tinbao.plan_evidence (campaign_id) WHERE campaign_id IS NOT NULL;
CREATE FUNCTION tinbao.plan_evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- It may be taken back, once, and sealed anew under a new key.
  IF TG_OP = 'UPDATE'
     AND (NEW.id, NEW.plan_id, NEW.task_id, NEW.agency_id, NEW.kind, NEW.happened_on, NEW.people, NEW.campaign_id,
          NEW.tip_event_id, NEW.file_size, NEW.added_by, NEW.added_at)
         IS NOT DISTINCT FROM
         (OLD.id, OLD.plan_id, OLD.task_id, OLD.agency_id, OLD.kind, OLD.happened_on, OLD.people, OLD.campaign_id,
          OLD.tip_event_id, OLD.file_size, OLD.added_by, OLD.added_at)
     AND (OLD.withdrawn_at IS NULL OR NEW.withdrawn_at = OLD.withdrawn_at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'plan_evidence only grows';
END $$;
CREATE TRIGGER plan_evidence_stays BEFORE UPDATE OR DELETE ON tinbao.plan_evidence
  FOR EACH ROW EXECUTE FUNCTION tinbao.plan_evidence_stays();

CREATE TABLE tinbao.plan_work_event (
  id             uuid PRIMARY KEY,
  plan_id        text NOT NULL,
  task_id        text NOT NULL,
  agency_id      text NOT NULL REFERENCES tinbao.agency,
  at             timestamptz NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('STATE', 'RESPONSIBLE', 'EVIDENCE', 'WITHDRAWN')),
  staff_id       uuid NOT NULL,
  from_state     text,
  to_state       text,
  responsible_id uuid,
  evidence_id    uuid,
  note           bytea
);
COMMENT ON COLUMN tinbao.plan_work_event.note IS 'what blocks, say; sealed: master key, context plan-work-event:<id>';
CREATE INDEX plan_work_event_of_task ON tinbao.plan_work_event (plan_id, task_id, agency_id, at, id);
CREATE INDEX plan_work_event_of_agency ON tinbao.plan_work_event (agency_id);
CREATE FUNCTION tinbao.plan_work_event_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
     AND (NEW.id, NEW.plan_id, NEW.task_id, NEW.agency_id, NEW.at, NEW.kind, NEW.staff_id, NEW.from_state,
          NEW.to_state, NEW.responsible_id, NEW.evidence_id)
         IS NOT DISTINCT FROM
         (OLD.id, OLD.plan_id, OLD.task_id, OLD.agency_id, OLD.at, OLD.kind, OLD.staff_id, OLD.from_state,
          OLD.to_state, OLD.responsible_id, OLD.evidence_id)
     AND OLD.note IS NOT NULL AND NEW.note IS NOT NULL THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'plan_work_event only grows';
END $$;
CREATE TRIGGER plan_work_event_only_grows BEFORE UPDATE OR DELETE ON tinbao.plan_work_event
  FOR EACH ROW EXECUTE FUNCTION tinbao.plan_work_event_only_grows();
