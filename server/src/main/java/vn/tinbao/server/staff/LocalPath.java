package vn.tinbao.server.staff;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Keeps {@code ?next=} within the house: a link must not send who signs in to a stranger. */
final class LocalPath {
  private static final int LONGEST = 500;

  private LocalPath() {}

  /** The path when it is one of ours, else {@code fallback}. */
  static String orElse(@Nullable String next, String fallback) {
    if (next == null
        || next.length() > LONGEST
        || !next.matches("/[^/\\\\\\s\\p{Cntrl}][!-~&&[^\\\\]]*")) {
      return fallback;
    }
    try {
      URI uri = new URI(next);
      return uri.getScheme() == null && uri.getRawAuthority() == null ? next : fallback;
    } catch (URISyntaxException e) {
      return fallback;
    }
  }
}
