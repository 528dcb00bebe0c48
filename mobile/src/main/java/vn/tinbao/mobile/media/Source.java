package vn.tinbao.mobile.media;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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

  /** A file that nobody changes meanwhile. Close it afterwards. */
  static FileSource of(Path file) throws IOException {
    return new FileSource(FileChannel.open(file, StandardOpenOption.READ));
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
