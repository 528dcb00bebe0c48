package vn.tinbao.server.web;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Every sentence the pages say, in Vietnamese and English: files {@code i18n/<part>_vi.properties}
 * and {@code i18n/<part>.properties}, UTF-8, keys prefixed by room; {@code messages} is the part of
 * what came first, the others hold one subject each. A key is written in one part only.
 *
 * <p>A sentence with arguments is a {@link MessageFormat} (there, and only there, {@code ''} stands
 * for one apostrophe); a sentence without arguments is taken as it stands. Both files hold the same
 * keys: {@code MessagesTest} sees to it.
 */
@Singleton
public final class Messages {
  private static final List<String> PARTS =
      List.of(
          "messages",
          "abuse",
          "access",
          "account",
          "attachment",
          "audit",
          "campaign",
          "catalogue",
          "clocks",
          "correction",
          "custody",
          "desk",
          "device",
          "fieldwork",
          "figures",
          "leave",
          "lists",
          "many",
          "moves",
          "offers",
          "outcome",
          "papers",
          "plan",
          "print",
          "proceeding",
          "remote",
          "report",
          "safe",
          "similar",
          "subscribe",
          "typed",
          "victim");

  private final Map<String, String> vietnamese = load("_vi");
  private final Map<String, String> english = load("");

  /**
   * The sentence of this key. A key that nobody wrote is given back itself, so that a page with a
   * missing word is still a page.
   *
   * @param locale English for {@code en}, Vietnamese for everything else
   */
  public String text(Locale locale, String key, Object... arguments) {
    String pattern = sentences(locale).getOrDefault(key, key);
    if (arguments.length == 0) {
      return pattern;
    }
    return new MessageFormat(pattern, locale).format(arguments);
  }

  /** Whether a sentence was written for this key. */
  public boolean has(String key) {
    return vietnamese.containsKey(key);
  }

  Map<String, String> sentences(Locale locale) {
    return Languages.ENGLISH.getLanguage().equals(locale.getLanguage()) ? english : vietnamese;
  }

  private static Map<String, String> load(String language) {
    Map<String, String> sentences = new HashMap<>();
    for (String part : PARTS) {
      read("i18n/" + part + language + ".properties")
          .forEach(
              (key, sentence) -> {
                if (sentences.put((String) key, (String) sentence) != null) {
                  throw new IllegalStateException("Two parts of i18n say " + key);
                }
              });
    }
    return Map.copyOf(sentences);
  }

  private static Properties read(String resource) {
    Properties read = new Properties();
    try (InputStream in = Messages.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      read.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read;
  }
}
