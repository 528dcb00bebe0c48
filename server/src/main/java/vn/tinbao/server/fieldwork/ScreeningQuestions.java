package vn.tinbao.server.fieldwork;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * The checklist by which officers notice that somebody may be a victim: dated, with its source and
 * a mark whether an authority has confirmed it ({@code fieldwork/screening.json}; phones carry the
 * same file).
 */
@Singleton
public class ScreeningQuestions {
  private final Document document;

  ScreeningQuestions(ObjectMapper json) {
    try (InputStream in =
        ScreeningQuestions.class.getClassLoader().getResourceAsStream("fieldwork/screening.json")) {
      if (in == null) {
        throw new IllegalStateException("fieldwork/screening.json is not on the class path");
      }
      this.document = json.readValue(in.readAllBytes(), Document.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file. */
  @Serdeable
  @Introspected
  record Document(
      String version, String validFrom, String source, String mark, List<Question> questions) {}

  /** One question. */
  @Serdeable
  @Introspected
  record Question(String id, String group, String vi, String en) {}

  /** The words of a question; its id when it is not on this list. */
  public String words(String id, Locale language) {
    return document.questions().stream()
        .filter(question -> question.id().equals(id))
        .map(question -> language.getLanguage().equals("en") ? question.en() : question.vi())
        .findFirst()
        .orElse(id);
  }
}
