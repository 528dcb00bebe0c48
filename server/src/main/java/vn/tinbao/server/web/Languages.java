package vn.tinbao.server.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of the two languages a request is answered in: {@code ?lang=} first, then what was chosen
 * before (cookie {@code lang}, gone when the browser closes), then {@code Accept-Language}, then
 * Vietnamese.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class Languages {
  public static final Locale VIETNAMESE = Locale.forLanguageTag("vi-VN");
  public static final Locale ENGLISH = Locale.forLanguageTag("en-GB");
  static final String PARAMETER = "lang";

  /** The language of this request; never anything but {@link #VIETNAMESE} and {@link #ENGLISH}. */
  public static Locale of(HttpRequest<?> request) {
    return asked(request)
        .or(() -> request.getCookies().findCookie(PARAMETER).flatMap(c -> known(c.getValue())))
        .orElseGet(() -> accepted(request.getHeaders().get(HttpHeaders.ACCEPT_LANGUAGE)));
  }

  /**
   * Remembers a choice made by {@code ?lang=}. Not of programs: what they read may be kept on the
   * way, and a cookie in it would be everybody's.
   */
  @ResponseFilter
  void remember(HttpRequest<?> request, MutableHttpResponse<?> response) {
    if (request.getPath().startsWith("/api/") || request.getPath().startsWith("/feeds/")) {
      return;
    }
    asked(request)
        .ifPresent(
            chosen ->
                response.cookie(
                    Cookie.of(PARAMETER, chosen.getLanguage())
                        .path("/")
                        .httpOnly(true)
                        .secure(Https.of(request))
                        .sameSite(SameSite.Lax)));
  }

  private static Optional<Locale> asked(HttpRequest<?> request) {
    return Optional.ofNullable(request.getParameters().get(PARAMETER)).flatMap(Languages::known);
  }

  private static Optional<Locale> known(String language) {
    return switch (language) {
      case "vi" -> Optional.of(VIETNAMESE);
      case "en" -> Optional.of(ENGLISH);
      default -> Optional.empty();
    };
  }

  /** The better of the two by the header's weights; Vietnamese when it names neither. */
  static Locale accepted(@Nullable String header) {
    if (header == null || header.length() > 500) {
      return VIETNAMESE;
    }
    List<Locale.LanguageRange> ranges;
    try {
      ranges = Locale.LanguageRange.parse(header);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // The second is the JDK on the header "-" (found by OriginFuzzTest).
      return VIETNAMESE;
    }
    for (Locale.LanguageRange range : ranges) {
      String language = range.getRange().split("-", 2)[0];
      if (range.getWeight() > 0 && known(language).isPresent()) {
        return known(language).orElseThrow();
      }
    }
    return VIETNAMESE;
  }
}
