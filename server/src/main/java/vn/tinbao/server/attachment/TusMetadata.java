package vn.tinbao.server.attachment;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client tells of a file in {@code Upload-Metadata}: pairs of key and base64, by commas.
 *
 * @param id of the client, null when it gave none
 * @param name empty when it gave none
 */
public record TusMetadata(@Nullable UUID id, String name) {
  private static final int MOST_CHARACTERS = 4_000;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
  private static final Pattern KEY = Pattern.compile("[!-+\\--~]{1,64}");

  /**
   * Reads the header; keys that we do not know do not matter.
   *
   * @return empty when it is not of this form, too long, or the id is none
   */
  public static Optional<TusMetadata> parse(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return Optional.of(new TusMetadata(null, ""));
    }
    if (header.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (String pair : header.split(",", -1)) {
      String[] both = pair.strip().split(" ", 2);
      Optional<String> value = both.length == 1 ? Optional.of("") : decode(both[1].strip());
      if (!KEY.matcher(both[0]).matches()
          || value.isEmpty()
          || values.put(both[0], value.get()) != null) {
        return Optional.empty();
      }
    }
    String id = values.get("id");
    try {
      return Optional.of(
          new TusMetadata(
              id == null ? null : UUID.fromString(id), values.getOrDefault("filename", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A header that holds a number from 0 on. */
  public static Optional<Long> number(@Nullable String header) {
    return Optional.ofNullable(header)
        .filter(digits -> NUMBER.matcher(digits).matches())
        .map(Long::valueOf);
  }

  /** The client's id, or a new one where it gave none. */
  public UUID idOrNew() {
    return id == null ? UuidCreator.getTimeOrderedEpoch() : id;
  }

  private static Optional<String> decode(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "TusMetadata[" + id + "]";
  }
}
