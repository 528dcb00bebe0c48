package vn.tinbao.server.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What every page knows of the request it answers. A controller method takes it as an argument and
 * hands it to its template.
 *
 * @param who null when nobody is signed in
 * @param path of the request, without its query
 * @param query raw, without {@code lang}; empty when there is none
 * @param partial whether htmx asks for a piece of the page only
 */
public record Ui(
    Locale locale,
    Messages messages,
    Assets assets,
    @Nullable Visitor who,
    String path,
    String query,
    boolean partial) {
  /** Everything shown to people is in the time of Vietnam. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

  /** A sentence in the language of the request, see {@link Messages}. */
  public String t(String key, Object... arguments) {
    return messages.text(locale, key, arguments);
  }

  /** {@code vi} or {@code en}. */
  public String lang() {
    return locale.getLanguage();
  }

  /** Address of a bundled file. */
  public String asset(String name) {
    return assets.address(name);
  }

  /** {@code 22/11/2026 08:30} in Vietnam. */
  public String minute(Instant at) {
    return MINUTE.format(at.atZone(ZONE));
  }

  /** {@code 22/11/2026 08:30:07} in Vietnam. */
  public String second(Instant at) {
    return SECOND.format(at.atZone(ZONE));
  }

  /** {@code 22/11/2026} in Vietnam. */
  public String day(Instant at) {
    return DAY.format(at.atZone(ZONE));
  }

  /** {@code 22/11/2026}. */
  public String day(LocalDate day) {
    return DAY.format(day);
  }

  /** The same page in the other language. */
  public String inOtherLanguage() {
    String other = Languages.ENGLISH.equals(locale) ? "vi" : "en";
    return path + "?" + (query.isEmpty() ? "" : query + "&") + "lang=" + other;
  }

  /** Whether the visitor is signed in and may do this, see {@link Visitor#may}. */
  public boolean may(String action) {
    return who != null && who.may(action);
  }

  /** Whether the visitor is signed in with this role. */
  public boolean hasRole(String role) {
    return who != null && who.hasRole(role);
  }
}
