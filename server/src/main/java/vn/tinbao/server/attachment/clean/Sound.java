package vn.tinbao.server.attachment.clean;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Recordings that are rows of frames: MP3, AAC (ADTS), AMR, and WAV. Frames are copied one by one;
 * tags before, between and behind them (ID3, APE, lyrics, pictures, RIFF lists) are left out.
 */
final class Sound {
  /** Bytes of tags that are no frames between two frames. */
  private static final long MOST_BETWEEN = 32L * 1024 * 1024;

  /** kbit/s of MPEG-1 and MPEG-2 for layers I, II, III (ISO/IEC 11172-3, 13818-3). */
  private static final int[][] BITRATES = {
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
  };

  private static final int[] RATES = {44_100, 48_000, 32_000};

  /** Bytes of a frame's content for each of the 16 types (RFC 4867; AMR, AMR-WB). */
  private static final int[] AMR = {12, 13, 15, 17, 19, 20, 26, 31, 5, 0, 0, 0, 0, 0, 0, 0};

  private static final int[] AMR_WB = {17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0};

  private Sound() {}

  /** Tells the length of the frame that begins with these bytes; 0 when none does. */
  private interface Frames {
    int length(byte[] head);
  }

  static void mp3(Source original, OutputStream copy) throws IOException {
    frames(original, copy, Sound::mpegLength, 0x0c);
  }

  static void aac(Source original, OutputStream copy) throws IOException {
    frames(original, copy, Sound::adtsLength, 0x3c);
  }

  /**
   * @param rate bits of the third byte that are the same in all frames: the sampling rate
   */
  private static void frames(Source original, OutputStream copy, Frames frames, int rate)
      throws IOException {
    long at = afterId3(original);
    long between = 0;
    int first = -1;
    boolean inStep = false;
    long copied = 0;
    Cursor in = new Cursor(original, at);
    while (at + 7 <= original.size()) {
      in.seek(at);
      byte[] head = in.bytes((int) Math.min(48, original.size() - at));
      int length = frames.length(head);
      int kind = (head[1] & 0xfe) << 8 | head[2] & rate;
      boolean frame =
          length > 0
              && at + length <= original.size()
              && (first < 0 || kind == first)
              && (inStep || followed(in, at + length, original.size(), frames, kind, rate));
      if (!frame) {
        inStep = false;
        at++;
        if (++between > MOST_BETWEEN) {
          throw Uncleanable.tooMuch("bytes that are no sound");
        }
        continue;
      }
      first = kind;
      inStep = true;
      if (!isIndex(head)) {
        in.seek(at);
        in.copy(length, copy);
        copied++;
      }
      at += length;
    }
    if (copied == 0) {
      throw Uncleanable.damaged("no sound");
    }
  }

  private static boolean followed(
      Cursor in, long next, long size, Frames frames, int kind, int rate) throws IOException {
    if (next + 7 > size) {
      return next == size;
    }
    in.seek(next);
    byte[] head = in.bytes(7);
    return frames.length(head) > 0 && ((head[1] & 0xfe) << 8 | head[2] & rate) == kind;
  }

  /** The silent first frame in which encoders write tables for seeking, and their name. */
  private static boolean isIndex(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return text.contains("Xing") || text.contains("Info") || text.contains("VBRI");
  }

  private static long afterId3(Source original) throws IOException {
    long at = 0;
    while (at + 10 <= original.size()) {
      byte[] head = original.bytes(at, 10);
      if (head[0] != 'I' || head[1] != 'D' || head[2] != '3') {
        break;
      }
      long length =
          (head[6] & 0x7fL) << 21 | (head[7] & 0x7f) << 14 | (head[8] & 0x7f) << 7 | head[9] & 0x7f;
      at += 10 + length + ((head[5] & 0x10) != 0 ? 10 : 0);
    }
    return at;
  }

  private static int mpegLength(byte[] head) {
    int version = head[1] >> 3 & 3;
    int layer = 4 - (head[1] >> 1 & 3);
    int bitrate = head[2] >> 4 & 15;
    int rate = head[2] >> 2 & 3;
    if ((head[0] & 0xff) != 0xff
        || (head[1] & 0xe0) != 0xe0
        || version == 1
        || layer == 4
        || bitrate == 0
        || bitrate == 15
        || rate == 3) {
      return 0;
    }
    boolean one = version == 3;
    int kilobits = BITRATES[one ? layer - 1 : layer == 1 ? 3 : 4][bitrate];
    int hertz = RATES[rate] >> (one ? 0 : version == 2 ? 1 : 2);
    int padding = head[2] >> 1 & 1;
    if (layer == 1) {
      return (12_000 * kilobits / hertz + padding) * 4;
    }
    return (layer == 3 && !one ? 72_000 : 144_000) * kilobits / hertz + padding;
  }

  private static int adtsLength(byte[] head) {
    if ((head[0] & 0xff) != 0xff || (head[1] & 0xf6) != 0xf0) {
      return 0;
    }
    int length = (head[3] & 3) << 11 | (head[4] & 0xff) << 3 | (head[5] & 0xff) >> 5;
    return length < 7 ? 0 : length;
  }

  static void amr(Source original, OutputStream copy) throws IOException {
    byte[] wide = "#!AMR-WB\n".getBytes(StandardCharsets.US_ASCII);
    byte[] narrow = "#!AMR\n".getBytes(StandardCharsets.US_ASCII);
    boolean isWide =
        original.size() >= wide.length
            && java.util.Arrays.equals(original.bytes(0, wide.length), wide);
    byte[] mark = isWide ? wide : narrow;
    if (original.size() < mark.length
        || !java.util.Arrays.equals(original.bytes(0, mark.length), mark)) {
      throw Uncleanable.damaged("AMR");
    }
    copy.write(mark);
    Cursor in = new Cursor(original, mark.length);
    while (in.left() > 0) {
      int head = in.u8();
      int length = (isWide ? AMR_WB : AMR)[head >> 3 & 15];
      if ((head & 0x83) != 0 || length > in.left()) {
        // No frame: what follows is no sound.
        break;
      }
      copy.write(head);
      in.copy(length, copy);
    }
  }

  static void wav(Source original, OutputStream copy) throws IOException {
    byte[] format = new byte[0];
    long data = -1;
    long dataLength = 0;
    Cursor in = new Cursor(original, 12);
    try {
      for (int pieces = 0; in.left() >= 8 && data < 0; pieces++) {
        String type = new String(in.bytes(4), StandardCharsets.ISO_8859_1);
        long length = in.u32le();
        if (pieces > Limits.PIECES) {
          throw Uncleanable.tooMuch("WAV chunks");
        }
        if (type.equals("fmt ")) {
          if (length < 16 || length > 40) {
            throw Uncleanable.damaged("WAV format");
          }
          format = in.bytes((int) length);
          in.skip(length & 1);
        } else if (type.equals("data")) {
          data = in.position();
          // Recorders that were cut off wrote no length.
          dataLength = length == 0 || length > in.left() ? in.left() : length;
        } else {
          in.skip(length + (length & 1));
        }
      }
    } catch (EOFException e) {
      throw Uncleanable.damaged("WAV ends early");
    }
    if (data < 0 || format.length == 0) {
      throw Uncleanable.damaged("WAV without sound");
    }
    ByteBuffer head =
        ByteBuffer.allocate(12 + 8 + format.length + (format.length & 1) + 8)
            .order(ByteOrder.LITTLE_ENDIAN);
    head.put("RIFF".getBytes(StandardCharsets.US_ASCII));
    head.putInt((int) (head.capacity() - 8 + dataLength + (dataLength & 1)));
    head.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII));
    head.putInt(format.length);
    head.put(format);
    head.position(head.capacity() - 8);
    head.put("data".getBytes(StandardCharsets.US_ASCII));
    head.putInt((int) dataLength);
    copy.write(head.array());
    in.seek(data);
    in.copy(dataLength, copy);
    if ((dataLength & 1) == 1) {
      copy.write(0);
    }
  }
}
