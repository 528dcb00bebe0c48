package vn.tinbao.server.attachment.clean;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Checksum;

/**
 * Ogg (RFC 3533) with one Opus or Vorbis stream: the comment packet becomes an empty one, pages of
 * sound are copied under new numbers and checksums.
 */
final class Ogg implements Cleaner {
  private static final int MOST_HEADER = 4 * 1024 * 1024;
  private static final int SERIAL = 1;

  private record Page(int flags, byte[] granule, int serial, byte[] lacing, byte[] body) {}

  @Override
  public void clean(Source original, OutputStream copy) throws IOException {
    try {
      Cursor in = new Cursor(original, 0);
      List<byte[]> packets = new ArrayList<>();
      ByteArrayOutputStream packet = new ByteArrayOutputStream();
      int wanted = 2;
      int serial = 0;
      int pages = 0;
      while (packets.size() < wanted) {
        Page page = page(in);
        if (pages++ == 0) {
          serial = page.serial;
          wanted = says(page.body, 0, "OpusHead") ? 2 : says(page.body, 1, "vorbis") ? 3 : -1;
          if (wanted < 0) {
            throw new Uncleanable(Uncleanable.Reason.UNKNOWN_KIND, "Ogg");
          }
        }
        if (page.serial != serial || packet.size() > MOST_HEADER) {
          throw new Uncleanable(Uncleanable.Reason.UNKNOWN_KIND, "Ogg with several streams");
        }
        int at = 0;
        for (byte length : page.lacing) {
          packet.write(page.body, at, length & 0xff);
          at += length & 0xff;
          if ((length & 0xff) < 255) {
            packets.add(packet.toByteArray());
            packet.reset();
          }
        }
      }
      if (packets.size() > wanted || packet.size() > 0) {
        throw Uncleanable.damaged("Ogg headers");
      }
      boolean opus = wanted == 2;
      List<byte[]> rest = new ArrayList<>();
      rest.add(opus ? comments("OpusTags", false) : comments("\3vorbis", true));
      if (!opus) {
        rest.add(packets.get(2));
      }
      Writer out = new Writer(copy);
      out.packets(2, List.of(packets.get(0)));
      out.packets(0, rest);
      while (in.left() >= 27) {
        Page page = page(in);
        if (page.serial != serial) {
          throw new Uncleanable(Uncleanable.Reason.UNKNOWN_KIND, "Ogg with several streams");
        }
        out.page(page.flags & 5, page.granule, page.lacing, page.body, page.body.length);
      }
    } catch (EOFException e) {
      throw Uncleanable.damaged("Ogg ends early");
    }
  }

  /** No vendor, no comments (RFC 7845, 5.2; Vorbis I, 5). */
  private static byte[] comments(String mark, boolean framing) {
    byte[] name = mark.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer packet = ByteBuffer.allocate(name.length + 8 + (framing ? 1 : 0));
    packet.put(name).putInt(0).putInt(0);
    if (framing) {
      packet.put((byte) 1);
    }
    return packet.array();
  }

  private static Page page(Cursor in) throws IOException {
    byte[] head = in.bytes(27);
    if (!says(head, 0, "OggS") || head[4] != 0) {
      throw Uncleanable.damaged("Ogg page");
    }
    byte[] lacing = in.bytes(head[26] & 0xff);
    int length = 0;
    for (byte b : lacing) {
      length += b & 0xff;
    }
    byte[] granule = java.util.Arrays.copyOfRange(head, 6, 14);
    int serial = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(14);
    return new Page(head[5], granule, serial, lacing, in.bytes(length));
  }

  private static boolean says(byte[] bytes, int at, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length >= at + wanted.length
        && java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
  }

  /** Writes pages under our own serial number, in order. */
  private static final class Writer {
    private final OutputStream out;
    private int sequence;

    Writer(OutputStream out) {
      this.out = out;
    }

    /** Header packets: as many pages as they need, the last one ended. */
    void packets(int flags, List<byte[]> packets) throws IOException {
      ByteArrayOutputStream lacing = new ByteArrayOutputStream();
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (byte[] packet : packets) {
        body.writeBytes(packet);
        for (int left = packet.length; left >= 0; left -= 255) {
          lacing.write(Math.min(left, 255));
        }
      }
      byte[] lengths = lacing.toByteArray();
      byte[] bytes = body.toByteArray();
      int at = 0;
      for (int from = 0; from < lengths.length; from += 255) {
        int to = Math.min(lengths.length, from + 255);
        int length = 0;
        for (int i = from; i < to; i++) {
          length += lengths[i] & 0xff;
        }
        boolean goesOn = from > 0 && (lengths[from - 1] & 0xff) == 255;
        page(
            flags | (goesOn ? 1 : 0),
            new byte[8],
            java.util.Arrays.copyOfRange(lengths, from, to),
            java.util.Arrays.copyOfRange(bytes, at, at + length),
            length);
        at += length;
      }
    }

    void page(int flags, byte[] granule, byte[] lacing, byte[] body, int length)
        throws IOException {
      ByteBuffer page =
          ByteBuffer.allocate(27 + lacing.length + length).order(ByteOrder.LITTLE_ENDIAN);
      page.put("OggS".getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0).put((byte) flags);
      page.put(granule).putInt(SERIAL).putInt(sequence++).putInt(0);
      page.put((byte) lacing.length).put(lacing).put(body, 0, length);
      Crc crc = new Crc();
      crc.update(page.array(), 0, page.capacity());
      page.putInt(22, (int) crc.getValue());
      out.write(page.array());
    }
  }

  /** Ogg's checksum: polynomial 0x04c11db7, nothing reflected, from zero (RFC 3533, 6). */
  private static final class Crc implements Checksum {
    private static final int[] TABLE = new int[256];

    static {
      for (int i = 0; i < 256; i++) {
        int r = i << 24;
        for (int j = 0; j < 8; j++) {
          r = (r & 0x80000000) != 0 ? r << 1 ^ 0x04c11db7 : r << 1;
        }
        TABLE[i] = r;
      }
    }

    private int value;

    @Override
    public void update(int b) {
      value = value << 8 ^ TABLE[(value >>> 24 ^ b) & 0xff];
    }

    @Override
    public void update(byte[] bytes, int from, int length) {
      for (int i = from; i < from + length; i++) {
        update(bytes[i]);
      }
    }

    @Override
    public long getValue() {
      return value & 0xffffffffL;
    }

    @Override
    public void reset() {
      value = 0;
    }
  }
}
