package vn.tinbao.server.console.campaign;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.serde.annotation.Serdeable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.campaign.CampaignKind;
import vn.tinbao.server.campaign.CampaignMistake;
import vn.tinbao.server.campaign.CampaignPlan;
import vn.tinbao.server.campaign.Recurrence;
import vn.tinbao.server.console.FormValues;
import vn.tinbao.server.console.Ids;
import vn.tinbao.server.subscription.Interest;
import vn.tinbao.server.subscription.SubscriberKind;

/** What the forms of these pages send, as it comes from our own pages or from anybody. */
final class CampaignForms {
  private CampaignForms() {}

  /** A plan, or what was wrong with it as it was typed. */
  record Read(@Nullable CampaignPlan plan, @Nullable CampaignMistake mistake) {}

  /** The plan of a campaign; days as browsers write them. */
  @Serdeable
  @Introspected
  record PlanForm(
      @Nullable String formId,
      @Nullable String version,
      @Nullable String kind,
      @Nullable String title,
      @Nullable String theme,
      @Nullable String goal,
      @Nullable String from,
      @Nullable String until,
      @Nullable List<String> unit,
      @Nullable List<String> agency,
      @Nullable String task,
      @Nullable String reportDue,
      @Nullable String keyword,
      @Nullable List<String> interest,
      @Nullable List<String> audience,
      @Nullable List<String> list,
      @Nullable List<String> without,
      @Nullable String recurs,
      @Nullable String lead,
      @Nullable String budget,
      @Nullable String rate) {

    /** The same as typed, to be saved over what has become of the plan since. */
    PlanForm over(int newer) {
      return new PlanForm(
          formId,
          Integer.toString(newer),
          kind,
          title,
          theme,
          goal,
          from,
          until,
          unit,
          agency,
          task,
          reportDue,
          keyword,
          interest,
          audience,
          list,
          without,
          recurs,
          lead,
          budget,
          rate);
    }

    /** Whether this was ticked. */
    boolean ticked(@Nullable List<String> boxes, String value) {
      return boxes != null && boxes.contains(value);
    }

    Read read() {
      Optional<CampaignKind> chosen = FormValues.value(CampaignKind.class, kind);
      Optional<LocalDate> first = day(from);
      Optional<LocalDate> last = day(until);
      if (first.isEmpty() || last.isEmpty()) {
        return new Read(null, CampaignMistake.DAYS_WRONG);
      }
      Optional<LocalDate> due = day(reportDue);
      if (due.isEmpty() && !text(reportDue).isBlank()) {
        return new Read(null, CampaignMistake.REPORT_DAY_WRONG);
      }
      Optional<Long> ceiling = number(budget);
      if (ceiling.isEmpty() && !text(budget).isBlank()) {
        return new Read(null, CampaignMistake.BUDGET_WRONG);
      }
      Optional<Long> throttle = number(rate);
      if (throttle.filter(n -> n <= Integer.MAX_VALUE).isEmpty() && !text(rate).isBlank()) {
        return new Read(null, CampaignMistake.RATE_WRONG);
      }
      Optional<Long> days = text(lead).isBlank() ? Optional.of(0L) : number(lead);
      if (days.filter(n -> n <= Integer.MAX_VALUE).isEmpty()) {
        return new Read(null, CampaignMistake.LEAD_WRONG);
      }
      return new Read(
          new CampaignPlan(
              chosen.orElse(CampaignKind.WARNING),
              clean(title),
              clean(theme),
              clean(goal),
              first.get(),
              last.get(),
              all(unit).stream().map(CampaignForms::unit).distinct().toList(),
              all(agency).stream().distinct().toList(),
              given(task),
              due.orElse(null),
              Optional.ofNullable(given(keyword))
                  .map(word -> word.toUpperCase(Locale.ROOT))
                  .orElse(null),
              values(Interest.class, interest),
              values(SubscriberKind.class, audience),
              all(list).stream().flatMap(id -> Ids.find(id).stream()).distinct().toList(),
              all(without).stream().flatMap(id -> Ids.find(id).stream()).distinct().toList(),
              FormValues.value(Recurrence.class, recurs).orElse(Recurrence.NO),
              days.get().intValue(),
              ceiling.orElse(null),
              throttle.map(Long::intValue).orElse(null)),
          null);
    }
  }

  /** The text of a channel in a language. */
  @Serdeable
  @Introspected
  record TextForm(
      @Nullable String version,
      @Nullable String channel,
      @Nullable String language,
      @Nullable String title,
      @Nullable String body,
      @Nullable String unaccented) {

    boolean bare() {
      return unaccented != null;
    }
  }

  /** What somebody says to a step. */
  @Serdeable
  @Introspected
  record StepForm(@Nullable String version, @Nullable String why) {
    @Override
    public String toString() {
      return "StepForm[…]";
    }
  }

  /** When it goes out; times as browsers write them, in the time of Vietnam. */
  @Serdeable
  @Introspected
  record ScheduleForm(@Nullable String version, @Nullable String at, @Nullable String dayOff) {}

  /** Numbers for a test, as they are typed. */
  @Serdeable
  @Introspected
  record TestForm(@Nullable String formId, @Nullable String phones, @Nullable String language) {
    @Override
    public String toString() {
      return "TestForm[…]";
    }
  }

  /** A copy on other days. */
  @Serdeable
  @Introspected
  record CopyForm(@Nullable String formId, @Nullable String from) {}

  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static String clean(@Nullable String value) {
    return java.text.Normalizer.normalize(text(value), java.text.Normalizer.Form.NFC)
        .replaceAll("\\R", System.lineSeparator())
        .strip();
  }

  private static @Nullable String given(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static List<String> all(@Nullable List<String> values) {
    return values == null ? List.of() : values.stream().filter(Objects::nonNull).toList();
  }

  private static Long unit(String id) {
    return number(id).orElse(-1L);
  }

  /** Digits, with dots between thousands as people write them. */
  private static Optional<Long> number(@Nullable String typed) {
    String number = text(typed).strip();
    return number.matches("[0-9]{1,15}|[0-9]{1,3}([. ][0-9]{3}){1,4}")
        ? Optional.of(Long.parseLong(number.replace(".", "").replace(" ", "")))
        : Optional.empty();
  }

  static int version(@Nullable String typed) {
    return number(typed).filter(n -> n <= Integer.MAX_VALUE).orElse(0L).intValue();
  }

  /** {@code 2026-11-22}; empty for what is no day of these centuries. */
  static Optional<LocalDate> day(@Nullable String text) {
    try {
      LocalDate day = LocalDate.parse(text(text).strip());
      return day.getYear() >= 2000 && day.getYear() < 2200 ? Optional.of(day) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static <E extends Enum<E>> Set<E> values(Class<E> type, @Nullable List<String> names) {
    return all(names).stream()
        .flatMap(name -> FormValues.value(type, name).stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(type)));
  }

  /** A plan as the form shows it. */
  static PlanForm of(UUID id, int version, CampaignPlan plan) {
    LocalDate due = plan.reportDue();
    Long budget = plan.budget();
    Integer rate = plan.rate();
    return new PlanForm(
        id.toString(),
        Integer.toString(version),
        plan.kind().name(),
        plan.title(),
        plan.theme(),
        plan.goal(),
        plan.startsOn().toString(),
        plan.endsOn().toString(),
        plan.units().stream().map(Object::toString).toList(),
        plan.supporting(),
        plan.planTask(),
        due == null ? null : due.toString(),
        plan.keyword(),
        plan.interests().stream().map(Enum::name).toList(),
        plan.kinds().stream().map(Enum::name).toList(),
        plan.lists().stream().map(UUID::toString).toList(),
        plan.withoutLists().stream().map(UUID::toString).toList(),
        plan.recurs().name(),
        Integer.toString(plan.leadDays()),
        budget == null ? null : budget.toString(),
        rate == null ? null : rate.toString());
  }

  /** An empty form. */
  static PlanForm empty(UUID id, CampaignKind kind, LocalDate from, LocalDate until, String unit) {
    return new PlanForm(
        id.toString(),
        null,
        kind.name(),
        null,
        null,
        null,
        from.toString(),
        until.toString(),
        List.of(unit),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Recurrence.NO.name(),
        "30",
        null,
        null);
  }
}
