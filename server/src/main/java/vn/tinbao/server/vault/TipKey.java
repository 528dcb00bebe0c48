package vn.tinbao.server.vault;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/** The open key of one tip. A sealed value is bound to its tip, column and row. */
public final class TipKey {
  private final UUID tipId;
  private final Aead aead;
  private final byte[] wrapped;

  TipKey(UUID tipId, Aead aead, byte[] wrapped) {
    this.tipId = tipId;
    this.aead = aead;
    this.wrapped = wrapped;
  }

  /** The key as it may be stored: under the master key. */
  public byte[] wrapped() {
    return wrapped.clone();
  }

  /**
   * Seals a text for one place.
   *
   * @param column {@code table.column}
   * @param row id of the row it is for
   */
  public byte[] seal(String text, String column, UUID row) {
    return seal(text.getBytes(StandardCharsets.UTF_8), column, row);
  }

  /** The same for bytes. */
  public byte[] seal(byte[] plain, String column, UUID row) {
    try {
      return aead.encrypt(plain, place(column, row));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot seal", e);
    }
  }

  /**
   * Opens what was sealed for exactly this place.
   *
   * @throws SealBrokenException when it was moved or changed
   */
  public String open(byte[] sealed, String column, UUID row) {
    return new String(openBytes(sealed, column, row), StandardCharsets.UTF_8);
  }

  /** The same for bytes. */
  public byte[] openBytes(byte[] sealed, String column, UUID row) {
    try {
      return aead.decrypt(sealed, place(column, row));
    } catch (GeneralSecurityException e) {
      throw new SealBrokenException(column + " of " + row, e);
    }
  }

  private byte[] place(String column, UUID row) {
    return (tipId + "/" + column + "/" + row).getBytes(StandardCharsets.UTF_8);
  }

  UUID tipId() {
    return tipId;
  }

  /** Says whose key it is, never the key. */
  @Override
  public String toString() {
    return "TipKey[" + tipId + "]";
  }
}
