package vn.tinbao.mobile.net;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Sends a file piece by piece and goes on where the server stands, however often the line broke
 * before. Blocks; keeps nothing.
 */
public final class Upload {
  /** What is lost at most when the network breaks, and read into memory at a time. */
  public static final int PIECE = 256 * 1024;

  private Upload() {}

  /** The way to the server. */
  public interface Line {
    /** Begins, or finds how many bytes the server has. */
    Answer<Long> begin();

    /** Adds a piece where the server stands; how many bytes it has now. */
    Answer<Long> add(long offset, byte[] piece);
  }

  /** The file. */
  public interface Source {
    /**
     * @throws IOException when it cannot be read now
     */
    InputStream from(long offset) throws IOException;
  }

  /** How it ended. */
  public sealed interface End {

    /** The server has all of it. */
    record Whole() implements End {}

    /**
     * The server's answer stopped it.
     *
     * @param begun whether pieces were already on their way
     */
    record Stopped(Answer<Long> answer, boolean begun) implements End {}

    /** It stopped without an answer that says why: begin again. */
    record Broken() implements End {}
  }

  /**
   * @param length bytes of the whole file
   * @param stop asked before each piece
   * @param progress is told how many bytes the server has
   */
  public static End send(
      Line line, Source source, long length, BooleanSupplier stop, LongConsumer progress) {
    Answer<Long> begun = line.begin();
    if (!(begun instanceof Answer.Ok<Long> ok)) {
      return new End.Stopped(begun, false);
    }
    long at = ok.value();
    progress.accept(at);
    if (at == length) {
      return new End.Whole();
    }
    try (InputStream bytes = source.from(at)) {
      while (at < length) {
        if (stop.getAsBoolean()) {
          return new End.Broken();
        }
        byte[] piece = bytes.readNBytes((int) Math.min(PIECE, length - at));
        Answer<Long> added = line.add(at, piece);
        if (!(added instanceof Answer.Ok<Long> now)) {
          return new End.Stopped(added, true);
        }
        if (now.value() != at + piece.length) {
          // It took less than it got: begin anew from where it stands.
          return new End.Broken();
        }
        at = now.value();
        progress.accept(at);
      }
      return new End.Whole();
    } catch (IOException unreadable) {
      return new End.Broken();
    }
  }
}
