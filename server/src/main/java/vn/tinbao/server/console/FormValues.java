package vn.tinbao.server.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;

/** What forms send, as values; empty for what is none. */
public final class FormValues {
  private FormValues() {}

  /** {@code 2026-11-22T19:00} in Vietnam; empty for what is no time that can be kept. */
  public static Optional<Instant> time(@Nullable String text) {
    try {
      Instant at =
          LocalDateTime.parse(String.valueOf(text).strip()).atZone(LegalTime.ZONE).toInstant();
      return LegalTime.storable(at) ? Optional.of(at) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** What was chosen of a list of codes. */
  public static <E extends Enum<E>> Optional<E> value(Class<E> type, @Nullable String name) {
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(name)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
