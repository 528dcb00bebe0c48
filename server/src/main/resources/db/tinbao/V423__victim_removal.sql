-- Records of people whose time is over: announced, and deleted when the notice has run. Whoever writes in one
-- takes it off this list.
CREATE TABLE tinbao.victim_removal (
  victim_id    uuid PRIMARY KEY REFERENCES tinbao.victim ON DELETE CASCADE,
  class        text NOT NULL,
  announced_at timestamptz NOT NULL,
  not_before   timestamptz NOT NULL
);
