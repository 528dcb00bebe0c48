package vn.tinbao.server.console.duty;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.serde.annotation.Serdeable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the forms of these pages send, as it comes from our own pages or from anybody. */
final class DutyForms {
  private DutyForms() {}

  /** A shift; times as browsers write them, in the time of Vietnam. */
  @Serdeable
  @Introspected
  record ShiftForm(
      @Nullable String shiftId,
      @Nullable String staff,
      @Nullable String role,
      @Nullable String wakes,
      @Nullable String from,
      @Nullable String until) {

    DutyPage.Typed typed() {
      return new DutyPage.Typed(text(staff), text(role), text(wakes), text(from), text(until), "");
    }
  }

  /** The first day of the week that the one before is copied onto. */
  @Serdeable
  @Introspected
  record WeekForm(@Nullable String formId, @Nullable String week) {}

  /** A hand-over. */
  @Serdeable
  @Introspected
  record HandoverForm(@Nullable String handoverId, @Nullable String note) {

    @Override
    public String toString() {
      return "HandoverForm[…]";
    }
  }

  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** {@code 2026-11-22}; empty for what is no day of these centuries. */
  static Optional<LocalDate> day(@Nullable String text) {
    try {
      LocalDate day = LocalDate.parse(text(text));
      return day.getYear() >= 2000 && day.getYear() < 2200 ? Optional.of(day) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
