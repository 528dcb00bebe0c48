package vn.tinbao.mobile.platform;

/** Hands a place over to the machine's own map, which leads there. */
@FunctionalInterface
public interface Maps {
  /**
   * Opens the map; what it is told leaves this app, so it is told the place and nothing else.
   *
   * @param geo a {@code geo:} address (RFC 5870)
   * @return false when this machine has no map; then the app shows the place as text
   */
  boolean open(String geo);
}
