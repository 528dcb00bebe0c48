package vn.tinbao.server.tip;

import io.micronaut.http.HttpRequest;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences of reports and tasks, Vietnamese and English ({@code i18n/tip*}). */
public final class TipWords {
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private TipWords() {}

  /** The sentence of this key in this language; Vietnamese when it is neither vi nor en. */
  public static String say(String key, Locale language, Object... values) {
    Locale spoken = "en".equals(language.getLanguage()) ? Locale.ROOT : Locale.forLanguageTag("vi");
    String pattern = ResourceBundle.getBundle("i18n.tip", spoken, NO_FALLBACK).getString(key);
    return new MessageFormat(pattern, spoken).format(values);
  }

  /** Vietnamese unless the request prefers English. */
  public static Locale language(HttpRequest<?> request) {
    return request
        .getLocale()
        .filter(locale -> "en".equals(locale.getLanguage()))
        .map(locale -> Locale.ENGLISH)
        .orElse(Locale.forLanguageTag("vi"));
  }
}
