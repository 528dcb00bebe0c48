package vn.tinbao.server.vault;

import java.util.UUID;

/**
 * The open key of one person's record. A sealed value is bound to its record, column and row; no
 * key of a tip opens it.
 */
public final class PersonKey {
  private final TipKey key;

  PersonKey(TipKey key) {
    this.key = key;
  }

  /** The key as it may be stored: under the master key. */
  public byte[] wrapped() {
    return key.wrapped();
  }

  /**
   * Seals a text for one place.
   *
   * @param column {@code table.column}
   * @param row id of the row it is for
   */
  public byte[] seal(String text, String column, UUID row) {
    return key.seal(text, column, row);
  }

  /**
   * Opens what was sealed for exactly this place.
   *
   * @throws SealBrokenException when it was moved or changed
   */
  public String open(byte[] sealed, String column, UUID row) {
    return key.open(sealed, column, row);
  }

  /** Says whose key it is, never the key. */
  @Override
  public String toString() {
    return "PersonKey[" + key.tipId() + "]";
  }
}
