package vn.tinbao.server.attachment;

import java.io.IOException;
import java.io.InputStream;

/**
 * Port to a malware scanner. Asked once for each original, before a cleaned copy is made of it.
 *
 * <p>Contract: the bytes go to the scanner as they are and nowhere else; the answer is about these
 * bytes only. Asking twice is harmless. A scanner that cannot be reached or does not answer in its
 * own time throws, and is asked again later: an unanswered question is never an answer.
 */
public interface Scanner {

  /** What a scanner says. */
  sealed interface Finding {

    /** Nothing known is in it. */
    record Nothing() implements Finding {}

    /**
     * Malware.
     *
     * @param name as the scanner calls it; never content
     */
    record Malware(String name) implements Finding {}

    /** More bytes than the scanner takes. */
    record TooLarge() implements Finding {}

    /** No scanner is configured. */
    record NotScanned() implements Finding {}
  }

  /**
   * Looks at these bytes; reads them to the end or stops as soon as it knows.
   *
   * @throws IOException when the scanner gives no answer now
   */
  Finding scan(InputStream bytes) throws IOException;
}
