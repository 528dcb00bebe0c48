package vn.tinbao.server.attachment;

import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.attachment.clean.FileKind;
import vn.tinbao.server.attachment.clean.Source;

/**
 * Looks at a small file that staff bring, while they wait, as {@link Cleaning} looks at those of
 * tips: scanned as it came, then cleaned in a child process. Not in a transaction: it takes
 * seconds.
 */
@Singleton
public class FileCheck {
  private static final Logger LOG = LoggerFactory.getLogger(FileCheck.class);

  /** Each cleans in a JVM of its own. */
  private static final int AT_ONCE = 2;

  private final Scanner scanner;
  private final CleanerProcess cleaner;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  FileCheck(Scanner scanner, CleanerProcess cleaner) {
    this.scanner = scanner;
    this.cleaner = cleaner;
  }

  /** What came of it. */
  public sealed interface Outcome {

    /**
     * It may be kept.
     *
     * @param scan CLEAN, TOO_LARGE or NOT_SCANNED
     * @param clean a copy without what people do not see in it; null: there is none, see {@code
     *     problem}
     * @param name of the copy, with the extension of what it is
     * @param problem why there is no copy
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Kept(
        Attachment.Scan scan, byte @Nullable [] clean, String name, @Nullable String problem)
        implements Outcome {}

    /** It holds malware: nobody is to keep it. */
    record Malware() implements Outcome {}

    /** The scanner does not answer; later it may. */
    record NoAnswer() implements Outcome {}
  }

  /**
   * Looks at these bytes.
   *
   * @param name as the sender called it
   */
  public Outcome look(String name, byte[] bytes) {
    turns.acquireUninterruptibly();
    try {
      Scanner.Finding finding = scanner.scan(new ByteArrayInputStream(bytes));
      if (finding instanceof Scanner.Finding.Malware malware) {
        LOG.warn("A file that somebody brought holds {}", malware.name());
        return new Outcome.Malware();
      }
      return cleaned(Cleaning.scan(finding), FileNames.tame(name), bytes);
    } catch (IOException e) {
      LOG.warn("A file cannot be scanned now: {}", e.getClass().getSimpleName());
      return new Outcome.NoAnswer();
    } finally {
      turns.release();
    }
  }

  private Outcome cleaned(Attachment.Scan scan, String name, byte[] bytes) {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    try {
      CleanerProcess.Outcome outcome = cleaner.clean(Source.of(bytes), copy);
      if (outcome instanceof CleanerProcess.Outcome.Cleaned cleaned && copy.size() > 0) {
        FileKind kind = cleaned.kind();
        return new Outcome.Kept(
            scan, copy.toByteArray(), FileNames.withExtension(name, kind), null);
      }
      return new Outcome.Kept(
          scan,
          null,
          name,
          outcome instanceof CleanerProcess.Outcome.NotCleaned not
              ? not.reason().name()
              : "DAMAGED");
    } catch (IOException e) {
      LOG.warn("A file cannot be cleaned: {}", e.getClass().getSimpleName());
      return new Outcome.Kept(scan, null, name, "FAILED");
    }
  }
}
