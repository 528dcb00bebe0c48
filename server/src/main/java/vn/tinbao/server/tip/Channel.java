package vn.tinbao.server.tip;

/** How a tip reached us. */
public enum Channel {
  APP,
  WEB,
  SMS,
  DESK
}
