package vn.tinbao.mobile.citizen;

import io.avaje.jsonb.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.text.Language;

/**
 * Warning signs and advice that can be read without a network, in both languages. Part of the app:
 * that it was read leaves no trace anywhere.
 *
 * @param asOf the day on which law and numbers in it were right, {@code 2026-11-22}
 */
@Json
public record Guide(String asOf, List<Article> articles) {

  /**
   * One article.
   *
   * @param source of what it says of the law; empty for plain advice
   */
  @Json
  public record Article(String id, String title, String summary, List<Part> parts, String source) {}

  /** A heading and what stands below it, one thought a line. */
  @Json
  public record Part(String heading, List<String> lines) {}

  /** The guide in that language. */
  public static Guide in(Language language) {
    String name = "guide_" + language.code() + ".json";
    try (InputStream in = Guide.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the app was built without " + name);
      }
      return Codec.of(Guide.class).fromJson(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
