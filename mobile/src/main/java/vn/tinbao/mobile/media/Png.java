package vn.tinbao.mobile.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * PNG (ISO/IEC 15948): unpacks the picture, byte for byte as many as its size needs, and packs it
 * anew; header, palette and transparency stay, every other chunk (text, EXIF, time, profile,
 * animation) and whatever lies behind the picture goes.
 */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int PIECE = 64 * 1024;

  static void clean(Source original, OutputStream copy) throws IOException {
    try {
      rebuild(new Cursor(original, SIGNATURE.length), copy);
    } catch (EOFException e) {
      throw Uncleanable.damaged("PNG ends early");
    } catch (DataFormatException e) {
      throw Uncleanable.damaged("PNG picture");
    }
  }

  private static void rebuild(Cursor in, OutputStream out) throws IOException, DataFormatException {
    out.write(SIGNATURE);
    byte[] header = null;
    boolean palette = false;
    for (int pieces = 0; pieces < Limits.PIECES; pieces++) {
      int length = length(in);
      String type = new String(in.bytes(4), StandardCharsets.ISO_8859_1);
      if (type.equals("IHDR") == (header != null)) {
        throw Uncleanable.damaged("PNG header");
      }
      switch (type) {
        case "IHDR" -> {
          header = header(in, length);
          chunk(out, type, header, header.length);
        }
        case "PLTE" -> {
          byte[] colours = in.bytes(length);
          if (palette || length == 0 || length > 768 || length % 3 != 0) {
            throw Uncleanable.damaged("PNG palette");
          }
          palette = true;
          if (needed(header)[9] == 3) {
            chunk(out, type, colours, length);
          }
        }
        case "tRNS" -> {
          byte[] clear = in.bytes(length);
          int expected =
              switch (needed(header)[9]) {
                case 0 -> 2;
                case 2 -> 6;
                case 3 -> length;
                default -> -1;
              };
          if (length == expected && length <= 256) {
            chunk(out, type, clear, length);
          }
        }
        case "IDAT" -> {
          if (needed(header)[9] == 3 && !palette) {
            throw Uncleanable.damaged("PNG without palette");
          }
          picture(in, length, size(needed(header)), out);
          chunk(out, "IEND", new byte[0], 0);
          return;
        }
        case "IEND" -> throw Uncleanable.damaged("PNG without a picture");
        default -> in.skip(length);
      }
      in.skip(4);
    }
    throw Uncleanable.tooMuch("PNG chunks");
  }

  private static void picture(Cursor in, int firstLength, long size, OutputStream out)
      throws IOException, DataFormatException {
    Inflater inflater = new Inflater();
    Deflater deflater = new Deflater();
    try {
      byte[] packed = new byte[PIECE];
      byte[] pixels = new byte[PIECE];
      byte[] anew = new byte[PIECE];
      long left = size;
      int inChunk = firstLength;
      int idle = 0;
      while (left > 0) {
        if (inflater.needsInput()) {
          while (inChunk == 0) {
            in.skip(4);
            inChunk = length(in);
            if (!new String(in.bytes(4), StandardCharsets.ISO_8859_1).equals("IDAT")
                || idle++ > Limits.PIECES) {
              throw Uncleanable.damaged("PNG picture ends early");
            }
          }
          int n = Math.min(packed.length, inChunk);
          System.arraycopy(in.bytes(n), 0, packed, 0, n);
          inChunk -= n;
          inflater.setInput(packed, 0, n);
        }
        int n = inflater.inflate(pixels, 0, (int) Math.min(pixels.length, left));
        if (n == 0 && (inflater.finished() || inflater.needsDictionary())) {
          throw Uncleanable.damaged("PNG picture ends early");
        }
        left -= n;
        deflater.setInput(pixels, 0, n);
        pack(deflater, anew, out);
      }
      deflater.finish();
      pack(deflater, anew, out);
    } finally {
      inflater.end();
      deflater.end();
    }
  }

  private static void pack(Deflater deflater, byte[] buffer, OutputStream out) throws IOException {
    int n;
    while ((n = deflater.deflate(buffer)) > 0) {
      chunk(out, "IDAT", buffer, n);
    }
  }

  private static int length(Cursor in) throws IOException {
    long length = in.u32();
    if (length > in.left()) {
      throw new EOFException();
    }
    return (int) length;
  }

  private static byte[] header(Cursor in, int length) throws IOException {
    if (length != 13) {
      throw Uncleanable.damaged("PNG header");
    }
    byte[] header = in.bytes(13);
    ByteBuffer read = ByteBuffer.wrap(header);
    long width = read.getInt(0);
    long height = read.getInt(4);
    int depth = header[8];
    boolean known =
        switch (header[9]) {
          case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case 2, 4, 6 -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known
        || width <= 0
        || height <= 0
        || header[10] != 0
        || header[11] != 0
        || (header[12] & 0xfe) != 0) {
      throw Uncleanable.damaged("PNG header");
    }
    if (width * height > Limits.PIXELS) {
      throw Uncleanable.tooMuch("PNG pixels");
    }
    return header;
  }

  private static byte[] needed(byte @Nullable [] header) throws Uncleanable {
    if (header == null) {
      throw Uncleanable.damaged("PNG header");
    }
    return header;
  }

  /** Bytes of the unpacked picture: each row has a filter byte before it. */
  private static long size(byte[] header) {
    int bits =
        switch (header[9]) {
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> 1;
        };
    ByteBuffer read = ByteBuffer.wrap(header);
    bits *= header[8];
    int width = read.getInt(0);
    int height = read.getInt(4);
    if (header[12] == 0) {
      return rows(width, height, bits);
    }
    // Adam7: first column and row of each of the seven passes, and their steps.
    int[][] passes = {
      {0, 0, 8, 8},
      {4, 0, 8, 8},
      {0, 4, 4, 8},
      {2, 0, 4, 4},
      {0, 2, 2, 4},
      {1, 0, 2, 2},
      {0, 1, 1, 2}
    };
    long size = 0;
    for (int[] pass : passes) {
      size +=
          rows(
              (width - pass[0] + pass[2] - 1) / pass[2],
              (height - pass[1] + pass[3] - 1) / pass[3],
              bits);
    }
    return size;
  }

  private static long rows(long width, long height, int bits) {
    return width <= 0 || height <= 0 ? 0 : height * (1 + (width * bits + 7) / 8);
  }

  private static void chunk(OutputStream out, String type, byte[] body, int length)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(body, 0, length);
    out.write(ByteBuffer.allocate(4).putInt(length).array());
    out.write(name);
    out.write(body, 0, length);
    out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
