package vn.tinbao.server.console;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.MultiPart;

/**
 * A form with at most one file, as a browser sends it. All of it is in memory: what people bring is
 * not laid down unsealed.
 */
public final class SentForm {
  private static final int LONGEST_NAME = 120;

  private final Map<String, String> fields = new HashMap<>();
  private @Nullable String fileName;
  private byte @Nullable [] file;

  private SentForm() {}

  /** One without anything: what a page shows before somebody sent it. */
  public static SentForm blank() {
    return new SentForm();
  }

  /**
   * Reads it to its end, so that who sends too much hears the answer.
   *
   * @param mostField longest field, in bytes
   * @param mostFile longest file, in bytes; of a longer one a byte more than that is kept
   * @throws MultiPart.Malformed when it is no such form, or a field is longer
   */
  public static SentForm read(HttpRequest<?> request, int mostField, int mostFile)
      throws IOException {
    String type = request.getHeaders().get(HttpHeaders.CONTENT_TYPE, String.class).orElse("");
    SentForm sent = new SentForm();
    try (InputStream in = ((ServerHttpRequest<?>) request).byteBody().toInputStream()) {
      MultiPart form = new MultiPart(in, type);
      Optional<MultiPart.Part> part;
      while ((part = form.next()).isPresent()) {
        sent.take(part.get(), mostField, mostFile);
      }
    }
    return sent;
  }

  private void take(MultiPart.Part part, int mostField, int mostFile) throws IOException {
    String name = part.file();
    if (name == null) {
      fields.put(part.name(), part.text(mostField));
      return;
    }
    byte[] bytes = part.body().readNBytes(mostFile + 1);
    part.body().transferTo(OutputStream.nullOutputStream());
    if (file == null && bytes.length > 0) {
      file = bytes;
      fileName = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }
  }

  /** A field without blanks around it; empty when it was not sent. */
  public String text(String field) {
    return raw(field).strip();
  }

  /** A field as it was sent; empty when it was not. */
  public String raw(String field) {
    return fields.getOrDefault(field, "");
  }

  /** Whether a box was ticked, or a button pressed. */
  public boolean has(String field) {
    return fields.containsKey(field);
  }

  /** What the sender calls the file, cut to 120 signs; null: none, or an empty one. */
  public @Nullable String fileName() {
    return fileName;
  }

  /** The bytes of the file; null: none, or an empty one. */
  public byte @Nullable [] file() {
    return file;
  }

  /** Nothing that people typed. */
  @Override
  public String toString() {
    return "SentForm[" + fields.size() + " fields]";
  }
}
