package vn.tinbao.server.staff;

/** Where a session lives: a browser's cookie, or an officer's phone. */
enum SessionKind {
  WEB,
  APP
}
