package vn.tinbao.server.proceeding;

/**
 * What the register asks for of a report taken in by phone (TT 28/2020/TT-BCA art. 5.3; form 294 of
 * TT 119/2021). All of it may stay empty. When the report came in and by which channel is the
 * tip's.
 */
public enum RegisterField {
  RECEIVED_BY(200, false),
  NAME(200, true),
  ADDRESS(500, true),
  PHONE(50, true),
  ID_NUMBER(50, true),
  ID_ISSUED_ON(50, true),
  ID_ISSUED_AT(200, true),
  /** Why the reporter would not say who they are; needed when they would not. */
  REFUSED_WHY(1_000, false),
  TIME_AND_PLACE(2_000, false),
  SUMMARY(5_000, false),
  SUSPECTS(3_000, false),
  WITNESSES(3_000, false),
  VICTIMS(3_000, false),
  APPEARANCE(3_000, false),
  ESCAPE(2_000, false),
  TOOLS(2_000, false),
  DAMAGE(2_000, false),
  DONE_AT_SCENE(3_000, false),
  HOW_KNOWN(2_000, false),
  WHO_ELSE_KNOWS(2_000, false);

  private final int most;
  private final boolean identity;

  RegisterField(int most, boolean identity) {
    this.most = most;
    this.identity = identity;
  }

  /** Longest, in characters. */
  public int most() {
    return most;
  }

  /** Whether it says who the reporter is: then it opens by a custodian's grant only. */
  public boolean identity() {
    return identity;
  }

  /** Whether it wants several lines. */
  public boolean manyLines() {
    return most >= 1_000;
  }
}
