package vn.tinbao.server.attachment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form with files (RFC 7578) as it arrives: part after part, none of them whole in memory. The
 * framework's own reading would lay files down on the disk, unsealed.
 */
public final class MultiPart {
  private static final int BUFFER = 64 * 1024;
  private static final int MOST_HEAD = 8 * 1024;
  private static final int MOST_PARTS = 100;
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "(?i)multipart/form-data.*;\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70})).*");
  private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=\"([^\"]*)\"");
  private static final Pattern FILE = Pattern.compile("(?i)[;\\s]filename=\"([^\"]*)\"");

  private final InputStream in;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[BUFFER];
  private int start;
  private int end;
  private boolean over;
  private int parts;
  private @Nullable Body open;

  /**
   * One field or file.
   *
   * @param file name of the file as the browser gave it, null for an ordinary field
   * @param body to be read before the next part is asked for; what is left of it is skipped
   */
  public record Part(String name, @Nullable String file, InputStream body) {

    /**
     * The body as text.
     *
     * @param most longest, in bytes
     * @throws Malformed when it is longer
     */
    public String text(int most) throws IOException {
      byte[] bytes = body.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new Malformed("field too long");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return "Part[" + (file == null ? "field" : "file") + "]";
    }
  }

  /** The form is not of the agreed form, or ends early. */
  public static final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(String what) {
      super(what);
    }
  }

  /**
   * @param contentType of the request
   * @throws Malformed when it names no boundary
   */
  public MultiPart(InputStream in, String contentType) throws Malformed {
    Matcher matcher = BOUNDARY.matcher(contentType);
    if (contentType.length() > 300 || !matcher.matches()) {
      throw new Malformed("no boundary");
    }
    String boundary = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    this.in = in;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    // The first delimiter stands at the very beginning, without a line before it.
    buffer[0] = '\r';
    buffer[1] = '\n';
    end = 2;
  }

  /**
   * The next part; empty after the last one.
   *
   * @throws Malformed when the form breaks its rules, ends early or has more than 100 parts
   */
  public Optional<Part> next() throws IOException {
    if (over) {
      return Optional.empty();
    }
    Body before = open == null ? new Body() : open;
    if (before.skip() > 0 && open == null) {
      throw new Malformed("bytes before the first part");
    }
    String line = line();
    if (line.startsWith("--")) {
      over = true;
      return Optional.empty();
    }
    if (!line.isBlank() || ++parts > MOST_PARTS) {
      throw new Malformed("part");
    }
    String disposition = "";
    int head = 0;
    while (!(line = line()).isEmpty()) {
      head += line.length();
      if (head > MOST_HEAD) {
        throw new Malformed("head of a part");
      }
      if (line.regionMatches(true, 0, "Content-Disposition:", 0, 20)) {
        disposition = line.substring(20);
      }
    }
    open = new Body();
    Matcher name = NAME.matcher(disposition);
    Matcher file = FILE.matcher(disposition);
    if (!name.find()) {
      throw new Malformed("part without a name");
    }
    return Optional.of(
        new Part(name.group(1), file.find() ? unescaped(file.group(1)) : null, open));
  }

  /** Browsers write these three so (WHATWG HTML, multipart/form-data encoding). */
  private static String unescaped(String name) {
    return name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (start == end && !fill()) {
        throw new Malformed("ends early");
      }
      byte b = buffer[start++];
      if (b == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(b);
      if (line.size() > MOST_HEAD) {
        throw new Malformed("head of a part");
      }
      if (b == '-' && line.size() == 2 && line.toString(StandardCharsets.US_ASCII).equals("--")) {
        return "--";
      }
    }
  }

  /** Reads more behind what is there; false at the end. */
  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    int n = in.read(buffer, end, buffer.length - end);
    if (n > 0) {
      end += n;
    }
    return n > 0;
  }

  /** Bytes up to the next delimiter. */
  private final class Body extends InputStream {
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      if (most == 0) {
        return 0;
      }
      while (!ended) {
        int at = found();
        int sure = at >= 0 ? at - start : end - start - delimiter.length + 1;
        if (sure > 0) {
          int n = Math.min(most, sure);
          System.arraycopy(buffer, start, into, from, n);
          start += n;
          return n;
        }
        if (at >= 0) {
          start += delimiter.length;
          ended = true;
        } else if (!fill()) {
          throw new Malformed("ends early");
        }
      }
      return -1;
    }

    /** Reads the rest away; how many bytes it was. */
    long skip() throws IOException {
      byte[] away = new byte[8 * 1024];
      long skipped = 0;
      int n;
      while ((n = read(away, 0, away.length)) > 0) {
        skipped += n;
      }
      return skipped;
    }

    private int found() {
      int last = end - delimiter.length;
      for (int i = start; i <= last; i++) {
        if (buffer[i] == '\r' && matches(i)) {
          return i;
        }
      }
      return -1;
    }

    private boolean matches(int at) {
      for (int i = 0; i < delimiter.length; i++) {
        if (buffer[at + i] != delimiter[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
