package vn.tinbao.server.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.tip.TipDesk;

/** A place in the queue as it stands in an address: {@code 2026-11-22T01:30:00.123456Z_<id>}. */
final class Cursor {
  private Cursor() {}

  static String write(Instant at, UUID id) {
    return at + "_" + id;
  }

  /** Empty for what is no place. */
  static Optional<TipDesk.After> read(@Nullable String text) {
    int line = text == null ? -1 : text.lastIndexOf('_');
    if (text == null || line < 0) {
      return Optional.empty();
    }
    try {
      Instant at = Instant.parse(text.substring(0, line));
      return LegalTime.storable(at)
          ? Optional.of(new TipDesk.After(at, UUID.fromString(text.substring(line + 1))))
          : Optional.empty();
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
