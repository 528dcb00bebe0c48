package vn.tinbao.server.vault;

/** A sealed value that cannot be opened: changed, moved from its place, or its key is gone. */
public final class SealBrokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** {@code where} names table, column and row, never content. */
  public SealBrokenException(String where, Throwable cause) {
    super("Sealed value cannot be opened: " + where, cause);
  }
}
