package vn.tinbao.server.routing.lines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a stream, one after the other, whatever comes: a line that is too long or no UTF-8 is
 * passed over without being kept.
 */
final class LineReader {
  /** 100,000 characters, each written as {@code \\uXXXX}, with room for the rest. */
  static final int MOST_BYTES = 1 << 20;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private long number;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Number of the line read last, from 1. */
  long number() {
    return number;
  }

  /** Whether the next line may have to be waited for. */
  boolean mayWait() throws IOException {
    return position == limit && in.available() == 0;
  }

  /**
   * The next line without its end, null after the last.
   *
   * @throws BadLineException when the line is too long or no UTF-8; the one after it can be read
   */
  @Nullable String next() throws IOException, BadLineException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    boolean tooLong = false;
    boolean any = false;
    while (true) {
      if (position == limit) {
        limit = Math.max(0, in.read(buffer));
        position = 0;
        if (limit == 0) {
          break;
        }
      }
      any = true;
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      tooLong |= line.size() + end - position > MOST_BYTES;
      if (!tooLong) {
        line.write(buffer, position, end - position);
      }
      position = end;
      if (end < limit) {
        position++;
        break;
      }
    }
    if (!any) {
      return null;
    }
    number++;
    if (tooLong) {
      throw new BadLineException("the line is longer than " + MOST_BYTES + " bytes");
    }
    return decode(line.toByteArray());
  }

  private String decode(byte[] bytes) throws BadLineException {
    int from = 0;
    if (number == 1 && startsWith(bytes, BYTE_ORDER_MARK)) {
      from = BYTE_ORDER_MARK.length;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BadLineException("the line is not UTF-8");
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] first) {
    for (int i = 0; i < first.length; i++) {
      if (i >= bytes.length || bytes[i] != first[i]) {
        return false;
      }
    }
    return true;
  }
}
