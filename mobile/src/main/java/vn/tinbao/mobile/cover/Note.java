package vn.tinbao.mobile.cover;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.Locale;

/**
 * One note.
 *
 * @param changed by the phone's clock
 */
@Json
record Note(String id, String text, Instant changed) {

  /** What stands in the list: the first line that says something. */
  String title() {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("…");
  }

  boolean has(String words) {
    return text.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
  }
}
