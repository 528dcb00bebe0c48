package vn.tinbao.mobile.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * JPEG (ITU-T T.81): keeps tables, frame and scans bit by bit, so that the picture loses nothing,
 * and none of the application segments and comments (EXIF, XMP, GPS, IPTC, thumbnails, further
 * pictures behind the end). Which way is up stays, in an EXIF segment of our own with that one tag.
 */
final class Jpeg {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int DQT = 0xdb;
  private static final int DNL = 0xdc;
  private static final int DRI = 0xdd;
  private static final int DHT = 0xc4;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int COM = 0xfe;

  /** What the head tells that a picture cannot do without. */
  private static final class Head {
    private boolean jfif;
    private int orientation = 1;
    private int adobe = -1;
  }

  static void clean(Source original, OutputStream copy) throws IOException {
    try {
      rebuild(original, copy);
    } catch (EOFException e) {
      throw Uncleanable.damaged("JPEG ends early");
    }
  }

  private static void rebuild(Source original, OutputStream out) throws IOException {
    Head head = head(original);
    out.write(new byte[] {(byte) 0xff, (byte) SOI});
    if (head.jfif) {
      segment(out, APP0, new byte[] {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0});
    }
    if (head.orientation != 1) {
      segment(out, APP1, exif(head.orientation));
    }
    if (head.adobe >= 0) {
      segment(
          out, APP14, new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) head.adobe});
    }
    Cursor in = new Cursor(original, 2);
    boolean frame = false;
    boolean scan = false;
    int marker = marker(in);
    for (int pieces = 0; marker != EOI; pieces++) {
      if (pieces > Limits.PIECES) {
        throw Uncleanable.tooMuch("JPEG segments");
      }
      if (marker < 0) {
        // Cut off in the middle of the picture: what is there can be seen.
        break;
      }
      byte[] body = body(in);
      switch (marker) {
        case 0xc0, 0xc1, 0xc2 -> {
          checkFrame(body, frame);
          frame = true;
          segment(out, marker, body);
        }
        case DHT -> segment(out, marker, huffman(body));
        case DQT -> segment(out, marker, quantization(body));
        case DRI, DNL -> segment(out, marker, exactly(body, 2));
        case SOS -> {
          if (!frame || body.length < 1 || body.length != 4 + 2 * (body[0] & 0xff)) {
            throw Uncleanable.damaged("JPEG scan");
          }
          scan = true;
          segment(out, marker, body);
          marker = entropy(in, out);
          continue;
        }
        default -> {
          if ((marker < APP0 || marker > 0xef) && marker != COM) {
            throw Uncleanable.damaged("JPEG marker " + Integer.toHexString(marker));
          }
        }
      }
      marker = marker(in);
    }
    if (!scan) {
      throw Uncleanable.damaged("JPEG without a picture");
    }
    out.write(new byte[] {(byte) 0xff, (byte) EOI});
  }

  private static Head head(Source original) throws IOException {
    Head head = new Head();
    Cursor in = new Cursor(original, 0);
    if (in.u8() != 0xff || in.u8() != SOI) {
      throw Uncleanable.damaged("no JPEG");
    }
    for (int pieces = 0; pieces <= Limits.PIECES; pieces++) {
      int marker = marker(in);
      if (marker < 0 || marker == SOS || marker == EOI) {
        return head;
      }
      byte[] body = body(in);
      if (marker == APP0 && says(body, 0, "JFIF\0")) {
        head.jfif = true;
      } else if (marker == APP1 && says(body, 0, "Exif\0")) {
        head.orientation = orientation(body);
      } else if (marker == APP14 && says(body, 0, "Adobe") && body.length >= 12) {
        head.adobe = body[11] & 3;
      }
    }
    return head;
  }

  /** The next marker; -1 at the end of the file. */
  private static int marker(Cursor in) throws IOException {
    int b = in.read();
    if (b < 0) {
      return -1;
    }
    if (b != 0xff) {
      throw Uncleanable.damaged("JPEG segment");
    }
    while (b == 0xff) {
      b = in.read();
    }
    return b;
  }

  private static byte[] body(Cursor in) throws IOException {
    int length = in.u16();
    if (length < 2) {
      throw Uncleanable.damaged("JPEG segment length");
    }
    return in.bytes(length - 2);
  }

  /** Copies the coded picture up to the next marker that is none of its own. */
  private static int entropy(Cursor in, OutputStream out) throws IOException {
    byte[] buffer = new byte[32 * 1024];
    int n = 0;
    while (true) {
      if (n >= buffer.length - 2) {
        out.write(buffer, 0, n);
        n = 0;
      }
      int b = in.read();
      if (b < 0) {
        out.write(buffer, 0, n);
        return -1;
      }
      if (b != 0xff) {
        buffer[n++] = (byte) b;
        continue;
      }
      int next = in.read();
      while (next == 0xff) {
        next = in.read();
      }
      if (next == 0 || (next >= 0xd0 && next <= 0xd7)) {
        buffer[n++] = (byte) 0xff;
        buffer[n++] = (byte) next;
        continue;
      }
      out.write(buffer, 0, n);
      return next;
    }
  }

  private static void checkFrame(byte[] body, boolean again) throws Uncleanable {
    int components = body.length > 5 ? body[5] & 0xff : 0;
    if (again || components < 1 || components > 4 || body.length != 6 + 3 * components) {
      throw Uncleanable.damaged("JPEG frame");
    }
    long height = (body[1] & 0xff) << 8 | body[2] & 0xff;
    long width = (body[3] & 0xff) << 8 | body[4] & 0xff;
    if (height * width > Limits.PIXELS) {
      throw Uncleanable.tooMuch("JPEG pixels");
    }
  }

  /** Tables without a byte to spare. */
  private static byte[] huffman(byte[] body) throws Uncleanable {
    int at = 0;
    while (at < body.length) {
      int values = 0;
      for (int i = 1; i <= 16; i++) {
        values += at + i < body.length ? body[at + i] & 0xff : 0;
      }
      if (at + 17 + values > body.length || values > 256) {
        throw Uncleanable.damaged("JPEG Huffman table");
      }
      at += 17 + values;
    }
    return body;
  }

  private static byte[] quantization(byte[] body) throws Uncleanable {
    int at = 0;
    while (at < body.length) {
      at += 1 + ((body[at] & 0xf0) == 0 ? 64 : 128);
    }
    if (at != body.length) {
      throw Uncleanable.damaged("JPEG quantization table");
    }
    return body;
  }

  private static byte[] exactly(byte[] body, int length) throws Uncleanable {
    if (body.length != length) {
      throw Uncleanable.damaged("JPEG segment length");
    }
    return body;
  }

  /** Tag 0x0112 of the first directory (EXIF 2.32, 4.6.4). */
  private static int orientation(byte[] exif) {
    int tiff = 6;
    if (exif.length < tiff + 8) {
      return 1;
    }
    boolean little = exif[tiff] == 'I';
    long directory = number(exif, tiff + 4, 4, little);
    long at = tiff + directory;
    if (at + 2 > exif.length) {
      return 1;
    }
    int entries = (int) number(exif, (int) at, 2, little);
    for (int i = 0; i < entries; i++) {
      int entry = (int) at + 2 + 12 * i;
      if (entry + 12 > exif.length) {
        return 1;
      }
      if (number(exif, entry, 2, little) == 0x0112) {
        long value = number(exif, entry + 8, 2, little);
        return value >= 1 && value <= 8 ? (int) value : 1;
      }
    }
    return 1;
  }

  private static byte[] exif(int orientation) {
    return new byte[] {
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
  }

  private static long number(byte[] bytes, int at, int length, boolean little) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | bytes[little ? at + length - 1 - i : at + i] & 0xff;
    }
    return value;
  }

  private static boolean says(byte[] bytes, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (at + i >= bytes.length || bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static void segment(OutputStream out, int marker, byte[] body) throws IOException {
    int length = body.length + 2;
    out.write(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length});
    out.write(body);
  }
}
