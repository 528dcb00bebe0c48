package vn.tinbao.server.campaign;

import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.push.PublicText;
import vn.tinbao.server.push.UnfitTextException;
import vn.tinbao.server.subscription.ContactLists;
import vn.tinbao.sms.text.SmsWord;

/** What a plan and its texts must be to be kept, and to be laid before a second person. */
@Singleton
final class PlanRules {
  static final int LONGEST_TITLE = 200;
  static final int LONGEST_THEME = 400;
  static final int LONGEST_GOAL = 4_000;
  static final int MOST_PLACES = 300;
  static final int MOST_SUPPORTING = 60;
  static final int MOST_LEAD_DAYS = 180;
  static final long LONGEST_DAYS = 400;
  static final long MOST_BUDGET = 1_000_000_000_000L;
  static final int MOST_RATE = 10_000;

  private static final Pattern TASK = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._/-]{0,79}");
  private static final Pattern KEYWORD = Pattern.compile("[A-Z][A-Z0-9]{2,11}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}");

  /** Controls but for tab and line ends, and signs that turn the order of others round. */
  private static final Pattern UNSAFE =
      Pattern.compile(
          "[\\p{Cc}&&[^\\x09\\x0A\\x0D]]|[\\u202A-\\u202E\\u2066-\\u2069\\uFFF9-\\uFFFB\\p{Cs}\\p{Co}]");

  private final Catalogue catalogue;
  private final ContactLists lists;
  private final Clock clock;

  PlanRules(Catalogue catalogue, ContactLists lists, Clock clock) {
    this.catalogue = catalogue;
    this.lists = lists;
    this.clock = clock;
  }

  /** Of these lists those that are the agency's own and may be written to. */
  List<UUID> listsOf(String agencyId, List<UUID> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    Set<UUID> own =
        lists.of(agencyId).stream()
            .filter(list -> list.basis() != ContactLists.Basis.EXCLUSION)
            .map(ContactLists.Listed::id)
            .collect(Collectors.toSet());
    return wanted.stream().filter(own::contains).toList();
  }

  /** Of these lists those that are the agency's own: whoever is on one may be left out. */
  List<UUID> exclusionsOf(String agencyId, List<UUID> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    Set<UUID> own =
        lists.of(agencyId).stream().map(ContactLists.Listed::id).collect(Collectors.toSet());
    return wanted.stream().filter(own::contains).toList();
  }

  /** The other agencies of the same place and of those above it, as of today. */
  List<Agency> helpers(String agencyId) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = LegalTime.day(clock.instant());
    return snapshot.agency(agencyId).flatMap(agency -> snapshot.unit(agency.unitId())).stream()
        .flatMap(unit -> snapshot.currentOf(unit, today).stream().limit(1))
        .flatMap(unit -> snapshot.agenciesFor(unit, today).stream())
        .filter(agency -> !agency.id().equals(agencyId))
        .distinct()
        .toList();
  }

  /** Of these agencies those that may still help. */
  List<String> helpersAmong(String agencyId, List<String> wanted) {
    Set<String> helpers = helpers(agencyId).stream().map(Agency::id).collect(Collectors.toSet());
    return wanted.stream().filter(helpers::contains).toList();
  }

  /** What is wrong with a plan of this agency; empty: nothing. */
  Optional<CampaignMistake> mistake(String agencyId, CampaignPlan plan) {
    CampaignMistake found = inWords(plan);
    if (found == null) {
      found = inNumbers(plan);
    }
    if (found == null) {
      found = inPlaces(agencyId, plan);
    }
    return Optional.ofNullable(found);
  }

  private static @Nullable CampaignMistake inWords(CampaignPlan plan) {
    if (plan.title().isBlank()) {
      return CampaignMistake.TITLE_MISSING;
    }
    if (plan.title().length() > LONGEST_TITLE || plan.theme().length() > LONGEST_THEME) {
      return CampaignMistake.TITLE_TOO_LONG;
    }
    if (plan.goal().length() > LONGEST_GOAL) {
      return CampaignMistake.TEXT_TOO_LONG;
    }
    if (unsafe(plan.title()) || unsafe(plan.theme()) || unsafe(plan.goal())) {
      return CampaignMistake.TEXT_UNSAFE;
    }
    String task = plan.planTask();
    if (task != null && !TASK.matcher(task).matches()) {
      return CampaignMistake.TASK_WRONG;
    }
    String keyword = plan.keyword();
    // A word that is a command would never come through as one of a campaign.
    if (keyword != null
        && (!KEYWORD.matcher(keyword).matches() || SmsWord.of(keyword).isPresent())) {
      return CampaignMistake.KEYWORD_WRONG;
    }
    return null;
  }

  private static @Nullable CampaignMistake inNumbers(CampaignPlan plan) {
    LocalDate from = plan.startsOn();
    LocalDate until = plan.endsOn();
    if (from.getYear() < 2000
        || until.getYear() > 2199
        || until.isBefore(from)
        || until.isAfter(from.plusDays(LONGEST_DAYS))) {
      return CampaignMistake.DAYS_WRONG;
    }
    LocalDate due = plan.reportDue();
    if (due != null && (due.isBefore(from) || due.isAfter(until.plusDays(LONGEST_DAYS)))) {
      return CampaignMistake.REPORT_DAY_WRONG;
    }
    if (plan.leadDays() < 0 || plan.leadDays() > MOST_LEAD_DAYS) {
      return CampaignMistake.LEAD_WRONG;
    }
    Long budget = plan.budget();
    if (budget != null && (budget < 0 || budget > MOST_BUDGET)) {
      return CampaignMistake.BUDGET_WRONG;
    }
    Integer rate = plan.rate();
    if (rate != null && (rate < 1 || rate > MOST_RATE)) {
      return CampaignMistake.RATE_WRONG;
    }
    return null;
  }

  /** An agency speaks to its own territory, and to the places in it. */
  private @Nullable CampaignMistake inPlaces(String agencyId, CampaignPlan plan) {
    CatalogueSnapshot snapshot = catalogue.now();
    Agency agency = snapshot.agency(agencyId).orElse(null);
    if (plan.units().isEmpty()) {
      return CampaignMistake.NOWHERE;
    }
    if (plan.units().size() > MOST_PLACES) {
      return CampaignMistake.TOO_MANY_PLACES;
    }
    for (Long id : plan.units()) {
      Unit unit = snapshot.unit(id).orElse(null);
      if (agency == null || unit == null || !covers(snapshot, agency, unit)) {
        return CampaignMistake.PLACE_NOT_YOURS;
      }
    }
    if (plan.supporting().size() > MOST_SUPPORTING
        || helpersAmong(agencyId, plan.supporting()).size() < plan.supporting().size()) {
      return CampaignMistake.AGENCY_UNKNOWN;
    }
    if (listsOf(agencyId, plan.lists()).size() < plan.lists().size()
        || exclusionsOf(agencyId, plan.withoutLists()).size() < plan.withoutLists().size()) {
      return CampaignMistake.LIST_UNKNOWN;
    }
    return null;
  }

  static boolean covers(CatalogueSnapshot snapshot, Agency agency, Unit unit) {
    return snapshot.withAncestors(unit).stream()
        .anyMatch(above -> agency.territory().contains(above.id()));
  }

  /** What is wrong with a text as it was typed; empty: nothing. */
  static Optional<CampaignMistake> mistake(
      Reach reach, CampaignChannel channel, String language, String title, String body) {
    if (!LANGUAGE.matcher(language).matches()) {
      return Optional.of(CampaignMistake.LANGUAGE_WRONG);
    }
    if (reach == Reach.STAFF && channel != CampaignChannel.SMS && channel != CampaignChannel.PUSH) {
      return Optional.of(CampaignMistake.TEXT_NOT_FOR_STAFF);
    }
    if (body.isBlank() || (channel.longestTitle() > 0 && title.isBlank())) {
      return Optional.of(CampaignMistake.TEXT_EMPTY);
    }
    if (title.length() > channel.longestTitle()) {
      return Optional.of(CampaignMistake.TITLE_TOO_LONG);
    }
    if (body.length() > channel.longestBody()) {
      return Optional.of(CampaignMistake.TEXT_TOO_LONG);
    }
    if (unsafe(title) || unsafe(body)) {
      return Optional.of(CampaignMistake.TEXT_UNSAFE);
    }
    return channel == CampaignChannel.PUSH && !fitToPush(title, body)
        ? Optional.of(CampaignMistake.TEXT_UNSAFE)
        : Optional.empty();
  }

  private static boolean fitToPush(String title, String body) {
    try {
      return !PublicText.of(title, body).title().isEmpty();
    } catch (UnfitTextException e) {
      return false;
    }
  }

  private static boolean unsafe(String text) {
    return UNSAFE.matcher(text).find();
  }

  /** Composed, one kind of line end, no blanks around it: as it is kept. */
  static String clean(@Nullable String typed) {
    return typed == null
        ? ""
        : Normalizer.normalize(typed, Normalizer.Form.NFC)
            .replace("\r\n", "\n")
            .replace('\r', '\n')
            .strip();
  }
}
