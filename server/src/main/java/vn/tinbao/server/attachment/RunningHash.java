package vn.tinbao.server.attachment;

import org.bouncycastle.crypto.digests.SHA256Digest;

/** SHA-256 that can be laid down and taken up again between two pieces of an upload. */
final class RunningHash {
  private final SHA256Digest digest;

  RunningHash() {
    digest = new SHA256Digest();
  }

  /**
   * @param state from {@link #state}
   */
  RunningHash(byte[] state) {
    digest = new SHA256Digest(state);
  }

  void add(byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
  }

  /** Holds some of the last bytes: to be sealed like them. */
  byte[] state() {
    return digest.getEncodedState();
  }

  /** 32 bytes; the hash cannot be continued afterwards. */
  byte[] end() {
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }
}
