package vn.tinbao.server.console.queue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ids and filters as they come back from our own pages, or from anybody. */
final class QueueIds {
  private static final int LONGEST_QUERY = 2_000;

  private QueueIds() {}

  /**
   * The filter of a query as {@link QueueFilter#query} writes it; what is not understood is left
   * out.
   */
  static QueueFilter filter(@Nullable String query) {
    Map<String, List<String>> values = new HashMap<>();
    if (query != null && query.length() <= LONGEST_QUERY) {
      for (String pair : query.split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          values
              .computeIfAbsent(pair.substring(0, equals), name -> new ArrayList<>())
              .add(decoded(pair.substring(equals + 1)));
        }
      }
    }
    List<String> places = values.getOrDefault("place", List.of());
    return QueueFilter.read(
        values.getOrDefault("state", List.of()),
        values.getOrDefault("category", List.of()),
        values.getOrDefault("urgency", List.of()),
        values.getOrDefault("channel", List.of()),
        values.getOrDefault("only", List.of()),
        places.isEmpty() ? null : places.get(0));
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
