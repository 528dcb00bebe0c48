package vn.tinbao.sms.phone;

import java.util.Arrays;

/**
 * A phone number as it is stored: found again by its hash, readable only with the phone key.
 *
 * <p>Two of them are equal when their hashes are, that is, when they are the same number: the
 * cipher differs each time it is sealed.
 *
 * @param hash HMAC-SHA256 of the number, 32 bytes
 * @param cipher the number, encrypted and bound to the hash
 */
@SuppressWarnings("ArrayRecordComponent")
public record SealedPhone(byte[] hash, byte[] cipher) {
  public SealedPhone {
    if (hash.length != 32) {
      throw new IllegalArgumentException("A phone hash has 32 bytes, not " + hash.length);
    }
    hash = hash.clone();
    cipher = cipher.clone();
  }

  @Override
  public byte[] hash() {
    return hash.clone();
  }

  @Override
  public byte[] cipher() {
    return cipher.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedPhone that && Arrays.equals(hash, that.hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hash);
  }

  /** Nothing of it: even the hash links what one person wrote. */
  @Override
  public String toString() {
    return "SealedPhone[…]";
  }
}
