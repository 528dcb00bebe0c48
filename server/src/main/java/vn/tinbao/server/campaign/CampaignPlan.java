package vn.tinbao.server.campaign;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.subscription.Audience;
import vn.tinbao.server.subscription.Interest;
import vn.tinbao.server.subscription.SubscriberKind;

/**
 * What an organiser writes down before the first text.
 *
 * @param title its name among colleagues, e.g. {@code Hưởng ứng 30/7 năm 2026}
 * @param theme what the year's plan gives; may be empty
 * @param startsOn first day, Vietnam
 * @param endsOn last day, Vietnam
 * @param units where: ids of units that stand on its first day; descendants belong to them
 * @param supporting ids of agencies that help
 * @param planTask key of the plan's task that asks for it, e.g. {@code tho-xuan-30-7-2024/t2.3}
 * @param reportDue day before which the plan wants a report of results
 * @param keyword a word, capitals without marks: an SMS that begins with it follows from this one
 * @param interests only subscribers with one of these interests, or none; empty: all
 * @param kinds kinds of subscribers; empty: all
 * @param lists ids of uploaded lists of numbers that are reached too
 * @param withoutLists nobody who is on one of these uploaded lists
 * @param leadDays how many days before its first day the next one is made
 * @param budget most it may cost, in đồng; null: no ceiling
 * @param rate most messages a second; null: as fast as the operators take them
 */
public record CampaignPlan(
    CampaignKind kind,
    String title,
    String theme,
    String goal,
    LocalDate startsOn,
    LocalDate endsOn,
    List<Long> units,
    List<String> supporting,
    @Nullable String planTask,
    @Nullable LocalDate reportDue,
    @Nullable String keyword,
    Set<Interest> interests,
    Set<SubscriberKind> kinds,
    List<UUID> lists,
    List<UUID> withoutLists,
    Recurrence recurs,
    int leadDays,
    @Nullable Long budget,
    @Nullable Integer rate) {

  /** A plan that leaves nobody out. */
  public CampaignPlan(
      CampaignKind kind,
      String title,
      String theme,
      String goal,
      LocalDate startsOn,
      LocalDate endsOn,
      List<Long> units,
      List<String> supporting,
      @Nullable String planTask,
      @Nullable LocalDate reportDue,
      @Nullable String keyword,
      Set<Interest> interests,
      Set<SubscriberKind> kinds,
      List<UUID> lists,
      Recurrence recurs,
      int leadDays,
      @Nullable Long budget,
      @Nullable Integer rate) {
    this(
        kind,
        title,
        theme,
        goal,
        startsOn,
        endsOn,
        units,
        supporting,
        planTask,
        reportDue,
        keyword,
        interests,
        kinds,
        lists,
        List.of(),
        recurs,
        leadDays,
        budget,
        rate);
  }

  public CampaignPlan {
    units = List.copyOf(units);
    supporting = List.copyOf(supporting);
    interests = Set.copyOf(interests);
    kinds = Set.copyOf(kinds);
    lists = List.copyOf(lists);
    withoutLists = List.copyOf(withoutLists);
  }

  /** Calls to duty are for colleagues, everything else for the public. */
  public Reach reach() {
    return kind == CampaignKind.DUTY_CALL ? Reach.STAFF : Reach.PUBLIC;
  }

  /**
   * Who gets its messages by SMS. A call to duty reaches staff only, whatever else was ticked; they
   * are on uploaded lists.
   */
  public Audience audience() {
    return new Audience(
        true,
        units,
        Set.of(),
        interests,
        reach() == Reach.STAFF ? Set.of(SubscriberKind.STAFF) : kinds,
        lists,
        List.of(),
        withoutLists);
  }
}
