package vn.tinbao.server.subscription;

/** What a subscriber is to the cause. The first three are said by people themselves. */
public enum SubscriberKind {
  CITIZEN,
  TEACHER,
  /** Head of a village, hamlet or residential group. */
  VILLAGE_HEAD,
  /** Of an agency: by uploaded list only. */
  STAFF;

  /** Whether somebody may say so of themselves. */
  public boolean byOneself() {
    return this != STAFF;
  }
}
