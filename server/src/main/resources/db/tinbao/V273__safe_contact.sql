-- How a reporter can be reached without danger, as far as a machine must obey it. It says nothing of
-- who they are, is readable for that reason, and goes with the tip.
CREATE TABLE tinbao.tip_safe_contact (
  tip_id     uuid PRIMARY KEY REFERENCES tinbao.tip ON DELETE CASCADE,
  never_call boolean NOT NULL,
  text_from  time,                              -- only between these hours (Asia/Ho_Chi_Minh)
  text_until time,
  neutral    boolean NOT NULL,                  -- nothing of what it is about in a text message
  CHECK ((text_from IS NULL) = (text_until IS NULL))
);
