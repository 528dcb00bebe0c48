package vn.tinbao.server.attachment.clean;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The smaller picture formats: still WebP and GIF, rebuilt from the parts that draw. */
final class Pictures {
  private Pictures() {}

  /** WebP (RFC 9649): the picture and its transparency; no EXIF, XMP, profile, animation. */
  static void webp(Source original, OutputStream copy) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    boolean picture = false;
    Cursor in = new Cursor(original, 12);
    try {
      for (int pieces = 0; in.left() >= 8; pieces++) {
        String type = new String(in.bytes(4), StandardCharsets.ISO_8859_1);
        long length = in.u32le();
        long padded = length + (length & 1);
        if (pieces > Limits.PIECES || length > in.left()) {
          throw Uncleanable.damaged("WebP chunk");
        }
        switch (type) {
          case "VP8X" -> {
            byte[] header = in.bytes((int) Math.min(padded, 10));
            if (length != 10) {
              throw Uncleanable.damaged("WebP header");
            }
            if ((header[0] & 0x02) != 0) {
              throw new Uncleanable(Uncleanable.Reason.UNKNOWN_KIND, "WebP that moves");
            }
            header[0] &= 0x10;
            header[1] = 0;
            header[2] = 0;
            header[3] = 0;
            riff(kept, type, header);
          }
          case "VP8 ", "VP8L", "ALPH" -> {
            if (picture) {
              throw Uncleanable.damaged("WebP with two pictures");
            }
            picture = !type.equals("ALPH");
            riff(kept, type, in.bytes((int) length));
            in.skip(length & 1);
          }
          default -> in.skip(padded);
        }
      }
    } catch (EOFException e) {
      throw Uncleanable.damaged("WebP ends early");
    }
    if (!picture) {
      throw Uncleanable.damaged("WebP without a picture");
    }
    copy.write("RIFF".getBytes(StandardCharsets.US_ASCII));
    copy.write(little(kept.size() + 4));
    copy.write("WEBP".getBytes(StandardCharsets.US_ASCII));
    kept.writeTo(copy);
  }

  private static void riff(ByteArrayOutputStream out, String type, byte[] body) {
    out.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(little(body.length));
    out.writeBytes(body);
    if ((body.length & 1) == 1) {
      out.write(0);
    }
  }

  private static byte[] little(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }

  /** GIF89a: screen, colours, pictures and their timing; no comments, texts, applications. */
  static void gif(Source original, OutputStream copy) throws IOException {
    Cursor in = new Cursor(original, 0);
    try {
      byte[] screen = in.bytes(13);
      copy.write(screen);
      colours(in, screen[10], copy);
      boolean picture = false;
      for (int pieces = 0; ; pieces++) {
        if (pieces > Limits.PIECES) {
          throw Uncleanable.tooMuch("GIF blocks");
        }
        int block = in.read();
        if (block == 0x2c) {
          byte[] descriptor = in.bytes(9);
          copy.write(0x2c);
          copy.write(descriptor);
          colours(in, descriptor[8], copy);
          copy.write(in.u8());
          blocks(in, copy);
          picture = true;
        } else if (block == 0x21) {
          int label = in.u8();
          if (label == 0xf9 && in.u8() == 4) {
            byte[] control = in.bytes(4);
            copy.write(new byte[] {0x21, (byte) 0xf9, 4});
            copy.write(control);
            copy.write(0);
          }
          blocks(in, OutputStream.nullOutputStream());
        } else if (picture) {
          copy.write(0x3b);
          return;
        } else {
          throw Uncleanable.damaged("GIF block");
        }
      }
    } catch (EOFException e) {
      throw Uncleanable.damaged("GIF ends early");
    }
  }

  private static void colours(Cursor in, byte flags, OutputStream out) throws IOException {
    if ((flags & 0x80) != 0) {
      in.copy(3L << ((flags & 7) + 1), out);
    }
  }

  private static void blocks(Cursor in, OutputStream out) throws IOException {
    int length;
    do {
      length = in.u8();
      out.write(length);
      in.copy(length, out);
    } while (length > 0);
  }
}
