package vn.tinbao.server.duplicate;

import jakarta.inject.Singleton;
import vn.tinbao.server.vault.KeyedHash;

/** The keyed hashes of this room, under the vault's key of hashes. */
@Singleton
class TipHashes {
  private final KeyedHash hash;
  private final MinHash words;

  TipHashes(KeyedHash hash) {
    this.hash = hash;
    this.words = new MinHash(hash.of("likeness-key", "pairs of words"));
  }

  /** Of a text as its reporter wrote it. */
  MinHash.Made words(String text) {
    return words.of(Shingles.of(text));
  }

  /** Of the SHA-256 of a file. */
  byte[] file(byte[] digest) {
    return hash.of("likeness-file", digest);
  }
}
