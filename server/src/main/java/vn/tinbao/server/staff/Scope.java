package vn.tinbao.server.staff;

/** How far a permission reaches; each reaches further than the one before. */
public enum Scope {
  /** Not at all. */
  NONE,
  /** What is one's own: the account, the task, what was granted in person. */
  OWN,
  /** What the own agency leads or supports; its people. */
  AGENCY,
  /** What lies in the unit of the own agency, at any level below. */
  TERRITORY,
  /** Everything. */
  ALL
}
