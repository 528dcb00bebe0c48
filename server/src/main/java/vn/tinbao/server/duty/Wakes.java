package vn.tinbao.server.duty;

/** Which new tips are pushed to somebody on duty. */
public enum Wakes {
  ALL,
  URGENT,
  NONE
}
