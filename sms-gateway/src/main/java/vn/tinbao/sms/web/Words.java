package vn.tinbao.sms.web;

import io.micronaut.http.HttpRequest;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.Set;

/**
 * The sentences of the gateway in one language; all of them are in {@code i18n/sms*.properties}.
 */
public final class Words {
  private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");
  private static final List<Locale> LANGUAGES = List.of(VIETNAMESE, Locale.ENGLISH);

  private final Locale language;
  private final ResourceBundle bundle;

  private Words(Locale language) {
    this.language = language;
    this.bundle =
        ResourceBundle.getBundle(
            "i18n.sms", language, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
  }

  /** In the language of a tag such as {@code en}; Vietnamese when it is none of ours. */
  public static Words in(String tag) {
    return new Words(
        LANGUAGES.stream()
            .filter(ours -> ours.getLanguage().equals(tag))
            .findFirst()
            .orElse(VIETNAMESE));
  }

  /** In the language that the request asks for by {@code Accept-Language}. */
  public static Words of(HttpRequest<?> request) {
    String asked = request.getHeaders().get("Accept-Language", String.class, "");
    try {
      Locale found = Locale.lookup(Locale.LanguageRange.parse(asked), LANGUAGES);
      return new Words(found == null ? VIETNAMESE : found);
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      return new Words(VIETNAMESE);
    }
  }

  public Locale language() {
    return language;
  }

  public Set<String> keys() {
    return bundle.keySet();
  }

  public String get(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), language).format(values);
  }
}
