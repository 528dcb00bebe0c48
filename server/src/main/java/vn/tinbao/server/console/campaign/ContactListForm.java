package vn.tinbao.server.console.campaign;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.MultiPart;

/**
 * A list as its form brings it. The file is read into memory alone: laid down on the disk it would
 * be unsealed.
 *
 * @param file null: none was sent; longer than may be: cut at one byte more than that
 */
@SuppressWarnings("ArrayRecordComponent")
record ContactListForm(ContactListsPage.Typed typed, byte @Nullable [] file) {
  /** One more than is taken: what is beyond is read away, so that the sender is heard. */
  private static final int MOST_BYTES = (32 << 20) + 1;

  private static final int MOST_FIELD = 4_000;
  private static final Set<String> FIELDS =
      Set.of("formId", "name", "basis", "note", "kind", "unit", "language", "until");

  /**
   * Reads it.
   *
   * @throws MultiPart.Malformed when it is no such form
   */
  static ContactListForm read(HttpRequest<?> request) throws IOException {
    String type = request.getHeaders().get(HttpHeaders.CONTENT_TYPE, String.class).orElse("");
    Map<String, String> fields = new HashMap<>();
    byte[] file = null;
    try (InputStream in = ((ServerHttpRequest<?>) request).byteBody().toInputStream()) {
      MultiPart form = new MultiPart(in, type);
      Optional<MultiPart.Part> part;
      while ((part = form.next()).isPresent()) {
        MultiPart.Part one = part.get();
        if (one.file() == null) {
          if (FIELDS.contains(one.name())) {
            fields.put(one.name(), one.text(MOST_FIELD).strip());
          }
        } else if (file == null && !one.file().isEmpty()) {
          file = one.body().readNBytes(MOST_BYTES);
          one.body().transferTo(OutputStream.nullOutputStream());
        }
      }
    }
    return new ContactListForm(
        new ContactListsPage.Typed(
            fields.getOrDefault("formId", ""),
            fields.getOrDefault("name", ""),
            fields.getOrDefault("basis", ""),
            fields.getOrDefault("note", ""),
            fields.getOrDefault("kind", ""),
            fields.getOrDefault("unit", ""),
            fields.getOrDefault("language", ""),
            fields.getOrDefault("until", "")),
        file);
  }

  @Override
  public String toString() {
    return "ContactListForm[…]";
  }
}
