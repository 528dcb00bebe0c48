package vn.tinbao.server.attachment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** What makes a file of a form the same file when the form is posted again. */
final class OnceKey {
  private OnceKey() {}

  /**
   * Another file that is given with the same form, after a step back in the browser, has another
   * key.
   *
   * @param form id that the page gave to its form
   * @param first the beginning of the file
   */
  static UUID of(UUID form, UUID tipId, Bringer bringer, String name, byte[] first) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update(bytes(form));
      hash.update(bytes(tipId));
      hash.update(
          (bringer.origin() + "\n" + bringer.staffId() + "\n" + name + "\n")
              .getBytes(StandardCharsets.UTF_8));
      ByteBuffer sum = ByteBuffer.wrap(hash.digest(first));
      return new UUID(sum.getLong(), sum.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
