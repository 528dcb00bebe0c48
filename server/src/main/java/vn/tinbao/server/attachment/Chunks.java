package vn.tinbao.server.attachment;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import vn.tinbao.server.attachment.clean.Source;
import vn.tinbao.server.vault.SealBrokenException;
import vn.tinbao.server.vault.TipKey;

/**
 * Bytes in sealed pieces of 256 KiB. The seal names tip, attachment, part, number and whether it is
 * the last piece: pieces cannot be swapped, mixed, cut off or added.
 */
@Singleton
class Chunks {
  /** Bytes of every piece but the last. */
  static final int SIZE = 256 * 1024;

  private final AttachmentRows rows;

  Chunks(AttachmentRows rows) {
    this.rows = rows;
  }

  /** Number of the piece that holds the byte at {@code offset}. */
  static int number(long offset) {
    return Math.toIntExact(offset / SIZE);
  }

  static byte[] seal(TipKey key, UUID id, Part part, int number, boolean last, byte[] plain) {
    return key.seal(plain, place(part, number, last), id);
  }

  /**
   * One piece of a part that is {@code length} bytes long.
   *
   * @throws SealBrokenException when it is missing, changed or another one
   */
  byte[] open(TipKey key, UUID id, Part part, long length, int number) {
    boolean last = (number + 1L) * SIZE >= length;
    int expected = (int) Math.min(SIZE, length - (long) number * SIZE);
    byte[] plain = open(key, id, part, number, last);
    if (plain.length != expected) {
      throw broken(id, part, number);
    }
    return plain;
  }

  /** One piece of whatever length, for an upload that goes on within it. */
  byte[] open(TipKey key, UUID id, Part part, int number, boolean last) {
    byte[] sealed = rows.chunk(id, part, number).orElseThrow(() -> broken(id, part, number));
    return key.openBytes(sealed, place(part, number, last), id);
  }

  /** A part from its beginning; each piece is read when it is its turn. */
  InputStream stream(TipKey key, UUID id, Part part, long length) {
    return new InputStream() {
      private long at;
      private int opened = -1;
      private byte[] piece = new byte[0];

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int from, int most) {
        if (at >= length) {
          return -1;
        }
        if (most == 0) {
          return 0;
        }
        int number = number(at);
        if (number != opened) {
          piece = open(key, id, part, length, number);
          opened = number;
        }
        int within = (int) (at % SIZE);
        int n = Math.min(most, piece.length - within);
        System.arraycopy(piece, within, into, from, n);
        at += n;
        return n;
      }

      @Override
      public long skip(long n) {
        long skipped = Math.max(0, Math.min(n, length - at));
        at += skipped;
        return skipped;
      }
    };
  }

  /** A part to read here and there. */
  Source source(TipKey key, UUID id, Part part, long length) {
    return new Source() {
      private int opened = -1;
      private byte[] piece = new byte[0];

      @Override
      public long size() {
        return length;
      }

      @Override
      public int read(long position, byte[] into, int from, int most) throws IOException {
        if (position < 0 || position >= length || most <= 0) {
          return position >= length ? -1 : 0;
        }
        int number = number(position);
        if (number != opened) {
          piece = open(key, id, part, length, number);
          opened = number;
        }
        int within = (int) (position % SIZE);
        int n = Math.min(most, piece.length - within);
        System.arraycopy(piece, within, into, from, n);
        return n;
      }
    };
  }

  private static String place(Part part, int number, boolean last) {
    return "attachment_chunk.sealed/" + part + "/" + number + (last ? "/last" : "/more");
  }

  private static SealBrokenException broken(UUID id, Part part, int number) {
    return new SealBrokenException(
        "attachment " + id + " " + part + " " + number, new IOException("not as it was stored"));
  }
}
