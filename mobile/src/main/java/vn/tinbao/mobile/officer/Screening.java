package vn.tinbao.mobile.officer;

import io.avaje.jsonb.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.text.Language;

/**
 * The checklist by which an officer notices that somebody may be a victim; {@code screening.json},
 * the same file as on the server. Dated, with its source, and with a mark whether an authority has
 * confirmed it.
 */
final class Screening {
  private static final Document DOCUMENT = load();

  private Screening() {}

  /** The file. */
  @Json
  record Document(
      String version, String validFrom, String source, String mark, List<Question> questions) {}

  /** One question; an answer of yes is a sign, not a proof. */
  @Json
  record Question(String id, String group, String vi, String en) {
    String in(Language language) {
      return language == Language.EN ? en : vi;
    }
  }

  static Document document() {
    return DOCUMENT;
  }

  /** The words of a question; its id when a later version of the list asked it. */
  static String question(String id, Language language) {
    return DOCUMENT.questions().stream()
        .filter(question -> question.id().equals(id))
        .map(question -> question.in(language))
        .findFirst()
        .orElse(id);
  }

  private static Document load() {
    try (InputStream in = Screening.class.getResourceAsStream("screening.json")) {
      if (in == null) {
        throw new IllegalStateException("the app was built without screening.json");
      }
      return Codec.of(Document.class).fromJson(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
