package vn.tinbao.mobile.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The app's sentences in the language of the moment. */
public final class Words {
  private final Map<Language, Properties> sentences = new EnumMap<>(Language.class);
  private volatile Language language = Language.VI;

  public Words() {
    for (Language each : Language.values()) {
      sentences.put(each, load(each));
    }
  }

  public Language language() {
    return language;
  }

  public void speak(Language chosen) {
    language = chosen;
  }

  /**
   * The sentence of that key, with {@code {0}}, {@code {1}} … replaced.
   *
   * @throws IllegalArgumentException when there is no such key: a mistake in the app
   */
  public String say(String key, Object... parts) {
    String sentence = properties(language).getProperty(key);
    if (sentence == null) {
      throw new IllegalArgumentException("no sentence for " + key);
    }
    for (int i = 0; i < parts.length; i++) {
      sentence = sentence.replace("{" + i + "}", String.valueOf(parts[i]));
    }
    return sentence;
  }

  /** The sentence for a code that the server may have invented after this app was built. */
  public String sayOr(String key, String otherwise) {
    return properties(language).getProperty(key, otherwise);
  }

  /** All keys of a language; tests hold the languages against each other. */
  Set<String> keys(Language of) {
    return properties(of).stringPropertyNames();
  }

  private Properties properties(Language of) {
    return java.util.Objects.requireNonNull(sentences.get(of));
  }

  private static Properties load(Language language) {
    String name = "messages_" + language.code() + ".properties";
    try (InputStream in = Words.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the app was built without " + name);
      }
      Properties properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
