package vn.tinbao.server.duty;

/** What somebody does in a shift. */
public enum DutyRole {
  /** Chỉ huy trực: decides. */
  COMMANDER,
  /** Trực ban: answers the phone and the queue. */
  DESK,
  /** Dự bị: comes when called. */
  STANDBY
}
