package vn.tinbao.server.vault;

/**
 * Seals small secrets of the house itself (a second factor's key, say) under the master key.
 *
 * <p>{@code context} names what is sealed and for whom ({@code totp:<staff id>}); the same context
 * must be given to open it, so that two sealed secrets cannot be swapped.
 */
public interface SecretSeal {

  byte[] seal(byte[] plain, String context);

  /**
   * Opens what {@link #seal} made.
   *
   * @throws SealBrokenException when it was sealed for another context, changed, or under a lost
   *     key
   */
  byte[] open(byte[] sealed, String context);
}
