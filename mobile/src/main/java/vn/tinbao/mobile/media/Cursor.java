package vn.tinbao.mobile.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;

/** Walks through a {@link Source}; numbers are big-endian unless said otherwise. */
final class Cursor {
  private static final int BUFFER = 64 * 1024;

  private final Source source;
  private final byte[] buffer = new byte[BUFFER];
  private long start;
  private int filled;
  private int next;

  Cursor(Source source, long position) {
    this.source = source;
    this.start = position;
  }

  long position() {
    return start + next;
  }

  long left() {
    return source.size() - position();
  }

  /** The next byte, or -1 at the end. */
  int read() throws IOException {
    if (next == filled && !fill()) {
      return -1;
    }
    return buffer[next++] & 0xff;
  }

  /** The next byte. */
  int u8() throws IOException {
    int b = read();
    if (b < 0) {
      throw new EOFException();
    }
    return b;
  }

  int u16() throws IOException {
    return u8() << 8 | u8();
  }

  long u32() throws IOException {
    return (long) u16() << 16 | u16();
  }

  long u64() throws IOException {
    return u32() << 32 | u32();
  }

  byte[] bytes(int length) throws IOException {
    if (length > left()) {
      throw new EOFException();
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; ) {
      if (next == filled && !fill()) {
        throw new EOFException();
      }
      int n = Math.min(length - i, filled - next);
      System.arraycopy(buffer, next, bytes, i, n);
      next += n;
      i += n;
    }
    return bytes;
  }

  void copy(long length, OutputStream out) throws IOException {
    if (length > left()) {
      throw new EOFException();
    }
    for (long i = 0; i < length; ) {
      if (next == filled && !fill()) {
        throw new EOFException();
      }
      int n = (int) Math.min(length - i, filled - next);
      out.write(buffer, next, n);
      next += n;
      i += n;
    }
  }

  void skip(long length) {
    seek(position() + length);
  }

  void seek(long position) {
    if (position >= start && position <= start + filled) {
      next = (int) (position - start);
    } else {
      start = position;
      filled = 0;
      next = 0;
    }
  }

  private boolean fill() throws IOException {
    start += next;
    next = 0;
    filled = 0;
    int n = source.read(start, buffer, 0, BUFFER);
    if (n <= 0) {
      return false;
    }
    filled = n;
    return true;
  }
}
