package vn.tinbao.server.proceeding;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import vn.tinbao.server.calendar.LegalTime;

/** What staff say to reporters, ready made: {@code proceeding/templates.yaml}. */
@Singleton
public class NoticeTemplates {
  private static final String NAME = "proceeding/templates.yaml";
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

  private final List<Template> templates;

  public NoticeTemplates() {
    try (InputStream in =
        Objects.requireNonNull(
            NoticeTemplates.class.getResourceAsStream("/" + NAME),
            NAME + " is missing from the program")) {
      Map<?, ?> file = (Map<?, ?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      List<Template> read = new ArrayList<>();
      for (Object entry : (List<?>) Objects.requireNonNull(file.get("templates"))) {
        read.add(template((Map<?, ?>) entry));
      }
      templates = List.copyOf(read);
    } catch (IOException e) {
      throw new UncheckedIOException(NAME + " cannot be read", e);
    }
  }

  /**
   * A text.
   *
   * @param states in which it fits; empty: in every one
   * @param basis what its words follow beyond the notice itself, null: nothing
   * @param verified whether that was read in the text of the law
   */
  public record Template(
      String key,
      NoticeKind kind,
      Set<TipState> states,
      @Nullable String basis,
      boolean verified,
      String vi,
      String en) {

    /** The words for a report that came in then. */
    public String words(String language, Instant receivedAt) {
      return (language.equals("en") ? en : vi)
          .replace("{day}", DAY.format(LegalTime.day(receivedAt)));
    }
  }

  /** Those that fit, those made for just this state first. */
  public List<Template> of(NoticeKind kind, TipState state) {
    List<Template> fitting = new ArrayList<>();
    for (boolean made : new boolean[] {true, false}) {
      for (Template template : templates) {
        boolean fits = made ? template.states().contains(state) : template.states().isEmpty();
        if (template.kind() == kind && fits) {
          fitting.add(template);
        }
      }
    }
    return List.copyOf(fitting);
  }

  /** All, in the order of the file. */
  public List<Template> all() {
    return templates;
  }

  private static Template template(Map<?, ?> map) {
    Set<TipState> states = new HashSet<>();
    for (Object state : (List<?>) Objects.requireNonNull(map.get("for"))) {
      states.add(TipState.valueOf(state.toString()));
    }
    return new Template(
        text(map, "key"),
        NoticeKind.valueOf(text(map, "kind")),
        Set.copyOf(states),
        map.get("basis") == null ? null : text(map, "basis"),
        !Boolean.FALSE.equals(map.get("verified")),
        text(map, "vi"),
        text(map, "en"));
  }

  private static String text(Map<?, ?> map, String key) {
    return Objects.requireNonNull(map.get(key), () -> NAME + ": " + key + " is missing").toString();
  }
}
