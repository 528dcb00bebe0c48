package vn.tinbao.server.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;

/**
 * How long tips of one class are kept.
 *
 * @param kinds what the tip was read as; empty for any
 * @param after from the tip's last change, counted in days of Vietnam
 * @param verified whether the period was read in a text of law
 * @param validTo exclusive, null while it holds
 */
public record RetentionClass(
    String name,
    Set<String> states,
    Set<String> kinds,
    Period after,
    boolean verified,
    String source,
    LocalDate validFrom,
    @Nullable LocalDate validTo) {

  boolean fits(String state, String kind, LocalDate today) {
    return states.contains(state)
        && (kinds.isEmpty() || kinds.contains(kind))
        && !today.isBefore(validFrom)
        && (validTo == null || today.isBefore(validTo));
  }

  /** The first day on which it may be deleted. */
  LocalDate dueOn(Instant changedAt) {
    return LegalTime.day(changedAt).plus(after);
  }
}
