package vn.tinbao.server.attachment.clean;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read anywhere without lying in memory. */
public interface Source {

  /** Bytes in all. */
  long size();

  /**
   * Reads at least one byte, unless {@code most} is 0 or the end is reached.
   *
   * @return how many, -1 at the end
   */
  int read(long position, byte[] into, int from, int most) throws IOException;

  /**
   * Exactly these bytes.
   *
   * @throws EOFException when there are fewer
   */
  default byte[] bytes(long position, int length) throws IOException {
    if (position < 0 || length < 0 || position + length > size()) {
      throw new EOFException();
    }
    byte[] bytes = new byte[length];
    int filled = 0;
    while (filled < length) {
      int n = read(position + filled, bytes, filled, length - filled);
      if (n <= 0) {
        throw new EOFException();
      }
      filled += n;
    }
    return bytes;
  }

  /** From {@code position} on. */
  default InputStream from(long position) {
    return new InputStream() {
      private long at = position;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) <= 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int from, int most) throws IOException {
        if (most == 0) {
          return 0;
        }
        int n = Source.this.read(at, into, from, most);
        at += Math.max(0, n);
        return n;
      }

      @Override
      public long skip(long n) {
        long skipped = Math.max(0, Math.min(n, size() - at));
        at += skipped;
        return skipped;
      }
    };
  }

  /** Bytes in memory. */
  static Source of(byte[] all) {
    return new Source() {
      @Override
      public long size() {
        return all.length;
      }

      @Override
      public int read(long position, byte[] into, int from, int most) {
        if (position >= all.length) {
          return -1;
        }
        int n = (int) Math.min(most, all.length - position);
        System.arraycopy(all, (int) position, into, from, n);
        return n;
      }
    };
  }
}
