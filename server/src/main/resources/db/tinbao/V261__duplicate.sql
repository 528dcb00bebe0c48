-- Room duplicate: which tips may be one, which were made one, which were made several.

-- What a tip's words are compared by. Bands are keyed hashes of several least hashes of its pairs of
-- words: two tips share one when much of their text is the same. The sketch, from which the likeness
-- is reckoned, is sealed under the tip's key.
CREATE TABLE tinbao.tip_likeness (
  tip_id uuid PRIMARY KEY REFERENCES tinbao.tip ON DELETE CASCADE,
  bands  bigint[] NOT NULL,
  sketch bytea NOT NULL
);
COMMENT ON TABLE tinbao.tip_likeness IS 'derived: keyed hashes of pairs of words';
CREATE INDEX tip_likeness_bands ON tinbao.tip_likeness USING gin (bands);

-- Keyed hashes of the originals of complete files.
CREATE TABLE tinbao.tip_file_print (
  tip_id    uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  file_hash bytea NOT NULL,
  PRIMARY KEY (tip_id, file_hash)
);
COMMENT ON TABLE tinbao.tip_file_print IS 'derived: keyed hashes of files';
CREATE INDEX tip_file_print_hash ON tinbao.tip_file_print (file_hash);

CREATE FUNCTION tinbao.likeness_goes_with_its_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM tinbao.tip_likeness WHERE tip_id = OLD.tip_id;
  DELETE FROM tinbao.tip_file_print WHERE tip_id = OLD.tip_id;
  RETURN NULL;
END $$;
CREATE TRIGGER likeness_goes_with_its_key AFTER DELETE ON tinbao.tip_key
  FOR EACH ROW EXECUTE FUNCTION tinbao.likeness_goes_with_its_key();

-- Tips of one place around one time.
CREATE INDEX tip_by_place ON tinbao.tip (unit_id, received_at DESC) WHERE unit_id IS NOT NULL;

-- A person looked and said: not the same. The smaller id first.
CREATE TABLE tinbao.tip_not_same (
  one_id   uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  other_id uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  staff_id uuid NOT NULL,
  at       timestamptz NOT NULL,
  PRIMARY KEY (one_id, other_id),
  CHECK (one_id < other_id)
);
CREATE INDEX tip_not_same_other ON tinbao.tip_not_same (other_id);

-- A tip joined to the one that came first. Nothing of it is moved; rows are never deleted, taking it
-- back ends them.
CREATE TABLE tinbao.tip_merge (
  id           uuid PRIMARY KEY,
  tip_id       uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  into_id      uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  no_new_facts boolean NOT NULL,
  state_before text NOT NULL,
  merged_by    uuid NOT NULL,
  merged_at    timestamptz NOT NULL,
  undone_by    uuid,
  undone_at    timestamptz,
  CHECK (tip_id <> into_id),
  CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);
COMMENT ON COLUMN tinbao.tip_merge.state_before IS 'to which it goes back when the merge is undone';
CREATE UNIQUE INDEX tip_merge_one ON tinbao.tip_merge (tip_id) WHERE undone_at IS NULL;
CREATE INDEX tip_merge_into ON tinbao.tip_merge (into_id) WHERE undone_at IS NULL;
CREATE INDEX tip_merge_of_tip ON tinbao.tip_merge (tip_id, merged_at);

-- Clocks that a merge or split ended, to go on when it is undone.
CREATE TABLE tinbao.tip_clock_rested (
  by_id      uuid NOT NULL,
  tip_id     uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  clock      text NOT NULL,
  started_at timestamptz NOT NULL,
  PRIMARY KEY (by_id, tip_id, clock, started_at)
);
CREATE INDEX tip_clock_rested_of_tip ON tinbao.tip_clock_rested (tip_id);

-- The tip that all merges lead to; itself when it is not merged.
CREATE FUNCTION tinbao.tip_root(of_tip uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  WITH RECURSIVE up AS (
    SELECT of_tip AS id, 0 AS depth
    UNION ALL
    SELECT m.into_id, up.depth + 1 FROM up
    JOIN tinbao.tip_merge m ON m.tip_id = up.id AND m.undone_at IS NULL
    WHERE up.depth < 100)
  SELECT id FROM up ORDER BY depth DESC LIMIT 1
$$;

-- A part of a tip that became a tip of its own.
CREATE TABLE tinbao.tip_split (
  child_id     uuid PRIMARY KEY REFERENCES tinbao.tip ON DELETE CASCADE,
  parent_id    uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  -- Null: the parent goes on with the rest; else what it was before nothing remained.
  state_before text,
  split_by     uuid NOT NULL,
  split_at     timestamptz NOT NULL,
  undone_by    uuid,
  undone_at    timestamptz,
  CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);
CREATE INDEX tip_split_of_parent ON tinbao.tip_split (parent_id, split_at);

-- Messages that bring no new facts (TT 28/2020/TT-BCA art. 10.6).
CREATE TABLE tinbao.tip_no_new_facts (
  message_id uuid PRIMARY KEY REFERENCES tinbao.tip_message ON DELETE CASCADE,
  tip_id     uuid NOT NULL REFERENCES tinbao.tip ON DELETE CASCADE,
  notice_id  uuid NOT NULL,
  staff_id   uuid NOT NULL,
  at         timestamptz NOT NULL
);
COMMENT ON COLUMN tinbao.tip_no_new_facts.notice_id IS 'the message that told the reporter';
CREATE INDEX tip_no_new_facts_of_tip ON tinbao.tip_no_new_facts (tip_id);
