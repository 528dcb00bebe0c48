package vn.tinbao.server.attachment.clean;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The child process that cleans one file. It has no settings, no keys and no files: it asks its
 * parent for pieces of the original and hands back the copy, over its standard streams.
 *
 * <p>From the parent: size (long); then for each question the answer: length (int), bytes. To the
 * parent: {@code R} position (long), length (int): asks for bytes; {@code K} name of the kind;
 * {@code W} length (int), bytes: the next piece of the copy; {@code T} length (int), bytes: the
 * small picture; {@code D}: done; {@code X} name of the {@link Uncleanable.Reason}.
 */
public final class CleanMain {
  private CleanMain() {}

  /** Ends with 0 once it has said {@code D} or {@code X}. */
  public static void main(String[] arguments) throws IOException {
    System.setOut(System.err);
    DataInputStream in = new DataInputStream(System.in);
    DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), 64 * 1024));
    try {
      run(new Asking(in, out), out);
    } catch (Uncleanable e) {
      out.writeByte('X');
      out.writeUTF(e.reason().name());
    } catch (RuntimeException e) {
      out.writeByte('X');
      out.writeUTF(Uncleanable.Reason.DAMAGED.name());
    } catch (StackOverflowError e) {
      out.writeByte('X');
      out.writeUTF(Uncleanable.Reason.TOO_MUCH.name());
    }
    out.flush();
  }

  private static void run(Source original, DataOutputStream out) throws IOException {
    FileKind kind = Cleaners.kind(original);
    out.writeByte('K');
    out.writeUTF(kind.name());
    Cleaners.clean(kind, original, new Copy(out));
    byte[] thumbnail = Cleaners.thumbnail(kind, original);
    if (thumbnail != null) {
      out.writeByte('T');
      out.writeInt(thumbnail.length);
      out.write(thumbnail);
    }
    out.writeByte('D');
  }

  /** The original, piece by piece from the parent. */
  private static final class Asking implements Source {
    private static final int PIECE = 256 * 1024;

    private final DataInputStream in;
    private final DataOutputStream out;
    private final long size;
    private byte[] piece = new byte[0];
    private long start = -1;

    Asking(DataInputStream in, DataOutputStream out) throws IOException {
      this.in = in;
      this.out = out;
      this.size = in.readLong();
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public int read(long position, byte[] into, int from, int most) throws IOException {
      if (position < 0 || position >= size) {
        return -1;
      }
      long wanted = position / PIECE * PIECE;
      if (wanted != start) {
        out.writeByte('R');
        out.writeLong(wanted);
        out.writeInt((int) Math.min(PIECE, size - wanted));
        out.flush();
        piece = new byte[in.readInt()];
        in.readFully(piece);
        start = wanted;
      }
      int within = (int) (position - start);
      int n = Math.min(most, piece.length - within);
      System.arraycopy(piece, within, into, from, n);
      return n;
    }
  }

  /** The copy, piece by piece to the parent. */
  private static final class Copy extends OutputStream {
    private final DataOutputStream out;

    Copy(DataOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (length > 0) {
        out.writeByte('W');
        out.writeInt(length);
        out.write(bytes, from, length);
      }
    }
  }
}
