package vn.tinbao.server.attachment;

import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.clean.CleanMain;
import vn.tinbao.server.attachment.clean.FileKind;
import vn.tinbao.server.attachment.clean.Source;
import vn.tinbao.server.attachment.clean.Uncleanable;

/**
 * Cleans a file in a child process with bounded heap and time, without environment, keys and
 * network settings. The original goes to it through a pipe and never lies on a disk.
 */
@Singleton
class CleanerProcess {
  /** Exit code of a JVM that was told to end when its heap is full. */
  private static final int OUT_OF_MEMORY = 3;

  /** Largest piece that a child may hand over at once. */
  private static final int MOST_PIECE = 16 * 1024 * 1024;

  private final AttachmentSettings settings;

  CleanerProcess(AttachmentSettings settings) {
    this.settings = settings;
  }

  /** What came of it. */
  sealed interface Outcome {

    /** The copy was written out completely. */
    @SuppressWarnings("ArrayRecordComponent")
    record Cleaned(FileKind kind, byte @Nullable [] thumbnail) implements Outcome {}

    /** There is no copy; what was written is void. */
    record NotCleaned(@Nullable FileKind kind, Uncleanable.Reason reason) implements Outcome {}
  }

  /**
   * Cleans one file.
   *
   * @param copy gets the cleaned copy as it grows
   * @throws IOException when the child died, or the original or the copy failed on our side
   */
  Outcome clean(Source original, OutputStream copy) throws IOException {
    Process child = start();
    AtomicBoolean late = new AtomicBoolean();
    Thread watch = new Thread(() -> watch(child, late), "attachment-watch");
    watch.setDaemon(true);
    watch.start();
    try {
      return talk(child, original, copy);
    } catch (IOException e) {
      if (late.get() || (ended(child) && child.exitValue() == OUT_OF_MEMORY)) {
        return new Outcome.NotCleaned(null, Uncleanable.Reason.TOO_LONG);
      }
      throw e;
    } finally {
      watch.interrupt();
      child.destroyForcibly();
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + settings.cleaningMemory() / (1024 * 1024) + "m",
                "-Xss1m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Dorg.apache.commons.logging.LogFactory="
                    + "org.apache.commons.logging.impl.LogFactoryImpl",
                "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                CleanMain.class.getName()));
    builder.environment().clear();
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  private void watch(Process child, AtomicBoolean late) {
    try {
      if (!child.waitFor(settings.cleaningTime().toMillis(), TimeUnit.MILLISECONDS)) {
        late.set(true);
        child.destroyForcibly();
      }
    } catch (InterruptedException e) {
      // It ended in time.
    }
  }

  private static boolean ended(Process child) {
    try {
      return child.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Outcome talk(Process child, Source original, OutputStream copy)
      throws IOException {
    DataInputStream in = new DataInputStream(child.getInputStream());
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(child.getOutputStream(), 64 * 1024));
    out.writeLong(original.size());
    out.flush();
    // A copy is about as long as its original; text packs worse than it did, but not by much.
    long mostCopied = original.size() * 2 + 4 * 1024 * 1024;
    FileKind kind = null;
    byte[] thumbnail = null;
    while (true) {
      switch (in.readByte()) {
        case 'R' -> {
          long position = in.readLong();
          byte[] bytes = original.bytes(position, checked(in.readInt()));
          out.writeInt(bytes.length);
          out.write(bytes);
          out.flush();
        }
        case 'K' -> kind = FileKind.valueOf(in.readUTF());
        case 'W' -> {
          byte[] bytes = new byte[checked(in.readInt())];
          in.readFully(bytes);
          mostCopied -= bytes.length;
          if (mostCopied < 0) {
            return new Outcome.NotCleaned(kind, Uncleanable.Reason.TOO_MUCH);
          }
          copy.write(bytes);
        }
        case 'T' -> {
          thumbnail = new byte[checked(in.readInt())];
          in.readFully(thumbnail);
        }
        case 'D' -> {
          if (kind == null) {
            throw new IOException("The cleaner did not say what it cleaned");
          }
          return new Outcome.Cleaned(kind, thumbnail);
        }
        case 'X' -> {
          return new Outcome.NotCleaned(kind, Uncleanable.Reason.valueOf(in.readUTF()));
        }
        default -> throw new IOException("The cleaner says what is not agreed");
      }
    }
  }

  private static int checked(int length) throws IOException {
    if (length < 0 || length > MOST_PIECE) {
      throw new IOException("The cleaner asks for too much");
    }
    return length;
  }
}
