package vn.tinbao.server.campaign;

/** Who is spoken to. */
public enum Reach {
  /** Everybody who wants news, and whoever opens the public site. */
  PUBLIC,
  /** Officers and staff of the agencies concerned; nothing of it is on the public site. */
  STAFF
}
