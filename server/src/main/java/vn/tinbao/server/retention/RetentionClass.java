package vn.tinbao.server.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;

/**
 * How long something of one class is kept.
 *
 * @param of what it is about
 * @param states of tips; empty for other things
 * @param kinds what the tip was read as; empty for any
 * @param after from the tip's last change or the end of the hand-over, counted in days of Vietnam
 * @param verified whether the period was read in a text of law
 * @param validTo exclusive, null while it holds
 */
public record RetentionClass(
    String name,
    Of of,
    Set<String> states,
    Set<String> kinds,
    Period after,
    boolean verified,
    String source,
    LocalDate validFrom,
    @Nullable LocalDate validTo) {

  /** What is kept. */
  public enum Of {
    TIP,
    /** The words of a hand-over between shifts, not its figures and hands. */
    HANDOVER_NOTE,
    /** The record of a person. */
    VICTIM
  }

  boolean fits(String state, String kind, LocalDate today) {
    return of == Of.TIP
        && states.contains(state)
        && (kinds.isEmpty() || kinds.contains(kind))
        && validOn(today);
  }

  boolean validOn(LocalDate today) {
    return !today.isBefore(validFrom) && (validTo == null || today.isBefore(validTo));
  }

  /** The first day on which it may be deleted. */
  LocalDate dueOn(Instant changedAt) {
    return LegalTime.day(changedAt).plus(after);
  }
}
