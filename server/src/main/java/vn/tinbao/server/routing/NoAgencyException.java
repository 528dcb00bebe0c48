package vn.tinbao.server.routing;

/** The catalogue is empty: nothing can be routed until units and agencies are imported. */
public final class NoAgencyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoAgencyException() {
    super("The catalogue holds no agency: import a catalogue first (see docs/operation.md)");
  }
}
