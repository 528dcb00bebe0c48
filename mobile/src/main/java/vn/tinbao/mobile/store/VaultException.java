package vn.tinbao.mobile.store;

/**
 * The phone could not keep or read something: full, read-only, or the file was changed by another
 * hand. The message never quotes content.
 */
public final class VaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VaultException(String message) {
    super(message);
  }

  VaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
