package vn.tinbao.server.gate;

/** Thrown on the API when the gate asks for something first; becomes a 429 that says what. */
public final class NotYet extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Entrance entrance;

  NotYet(Entrance entrance) {
    super("Not yet", null, false, false);
    this.entrance = entrance;
  }

  Entrance entrance() {
    return entrance;
  }
}
