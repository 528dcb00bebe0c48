package vn.tinbao.server.victim;

/** As the person says, or as an officer wrote it down. */
public enum Sex {
  FEMALE,
  MALE,
  OTHER,
  UNKNOWN
}
