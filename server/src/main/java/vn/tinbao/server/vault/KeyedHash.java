package vn.tinbao.server.vault;

import java.nio.charset.StandardCharsets;

/** Keyed hashes for other rooms: who has the database and not the keys can make none. */
@FunctionalInterface
public interface KeyedHash {

  /**
   * 32 bytes, the same on every node.
   *
   * @param purpose short constant of the caller, such as {@code audit-anchor}, never data: the same
   *     data hashes differently for each
   */
  byte[] of(String purpose, byte[] data);

  /** The same of the letters of a text, as they stand. */
  default byte[] of(String purpose, String text) {
    return of(purpose, text.getBytes(StandardCharsets.UTF_8));
  }
}
