package vn.tinbao.server.proceeding;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.proceeding.StepOutcome.Wrong;

/**
 * What was typed into the form of a step, checked against its row of the table.
 *
 * @param codes choices, days and ids
 * @param words what people wrote: to be sealed
 * @param wrong name of the field to what is wrong; when anything is, nothing may be taken
 * @param happenedAt when it was done, as said; null: now
 */
record StepFields(
    Map<String, String> codes,
    Map<String, String> words,
    Map<String, Wrong> wrong,
    @Nullable Instant happenedAt) {

  /** Name of the field every step has: when it was done, in Vietnam, {@code 2026-11-22T08:30}. */
  static final String HAPPENED_AT = "happened_at";

  /** The founding law of criminal procedure in force: nothing here was signed before. */
  private static final LocalDate FIRST = LocalDate.of(2018, 1, 1);

  private static final int MOST_YEARS_AHEAD = 5;

  @Override
  public String toString() {
    return "StepFields[" + codes.keySet() + ", " + words.keySet() + "]";
  }

  /**
   * Reads a form.
   *
   * @param typed names to what was typed; what the step does not ask for is not looked at
   * @param notBefore when the step before was done
   * @param opens whether the person may open the tip of this id
   */
  static StepFields read(
      StepRule rule,
      Map<String, String> typed,
      Instant now,
      Instant notBefore,
      Predicate<UUID> opens) {
    Map<String, String> codes = new LinkedHashMap<>();
    Map<String, String> words = new LinkedHashMap<>();
    Map<String, Wrong> wrong = new LinkedHashMap<>();
    for (StepField field : rule.fields()) {
      String value = typed.getOrDefault(field.name(), "").strip();
      if (value.isEmpty()) {
        if (rule.needed().contains(field.name())) {
          wrong.put(field.name(), Wrong.MISSING);
        }
        continue;
      }
      Optional<Wrong> mistake = mistake(field, value, LegalTime.day(now), opens);
      if (mistake.isPresent()) {
        wrong.put(field.name(), mistake.get());
      } else if (field.kind() == StepField.Kind.WORDS) {
        words.put(field.name(), value);
      } else {
        codes.put(field.name(), value);
      }
    }
    Instant happenedAt = happenedAt(typed.get(HAPPENED_AT), now, notBefore, wrong);
    return new StepFields(codes, words, wrong, happenedAt);
  }

  private static Optional<Wrong> mistake(
      StepField field, String value, LocalDate today, Predicate<UUID> opens) {
    return switch (field.kind()) {
      case WORDS -> value.length() > field.most() ? Optional.of(Wrong.LONG) : Optional.empty();
      case CHOICE -> field.of().contains(value) ? Optional.empty() : Optional.of(Wrong.NO_CHOICE);
      case DAY -> dayMistake(field, value, today);
      case TIP ->
          tip(value).filter(opens).isPresent() ? Optional.empty() : Optional.of(Wrong.NO_TIP);
    };
  }

  private static Optional<Wrong> dayMistake(StepField field, String value, LocalDate today) {
    LocalDate day;
    try {
      day = LocalDate.parse(value);
    } catch (DateTimeException e) {
      return Optional.of(Wrong.NO_DAY);
    }
    if (day.isBefore(FIRST)) {
      return Optional.of(Wrong.TOO_EARLY);
    }
    LocalDate last = field.ahead() ? today.plusYears(MOST_YEARS_AHEAD) : today;
    return day.isAfter(last) ? Optional.of(Wrong.NOT_YET) : Optional.empty();
  }

  private static Optional<UUID> tip(String value) {
    try {
      return Optional.of(UUID.fromString(value));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Typed to the minute, so that the minute of the step before is not too early. */
  private static @Nullable Instant happenedAt(
      @Nullable String typed, Instant now, Instant notBefore, Map<String, Wrong> wrong) {
    if (typed == null || typed.isBlank()) {
      return null;
    }
    Instant at;
    try {
      at = LocalDateTime.parse(typed.strip()).atZone(LegalTime.ZONE).toInstant();
    } catch (DateTimeException e) {
      wrong.put(HAPPENED_AT, Wrong.NO_DAY);
      return null;
    }
    if (at.isAfter(now)) {
      wrong.put(HAPPENED_AT, Wrong.NOT_YET);
    } else if (at.isBefore(notBefore.truncatedTo(ChronoUnit.MINUTES))) {
      wrong.put(HAPPENED_AT, Wrong.TOO_EARLY);
    }
    return at.isBefore(notBefore) ? notBefore : at;
  }
}
