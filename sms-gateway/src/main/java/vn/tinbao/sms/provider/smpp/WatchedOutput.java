package vn.tinbao.sms.provider.smpp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Knows since when a write has not returned: the other side takes no octets any more. */
final class WatchedOutput extends FilterOutputStream {
  private static final long NOT_WRITING = Long.MIN_VALUE;

  private volatile long since = NOT_WRITING;

  WatchedOutput(OutputStream out) {
    super(out);
  }

  /** True when a write began so long before. */
  boolean stuck(long now, long nanos) {
    long began = since;
    return began != NOT_WRITING && now - began > nanos;
  }

  /** Callers take turns: the library writes each PDU under a lock. */
  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    since = System.nanoTime();
    try {
      out.write(octets, from, length);
    } finally {
      since = NOT_WRITING;
    }
  }
}
