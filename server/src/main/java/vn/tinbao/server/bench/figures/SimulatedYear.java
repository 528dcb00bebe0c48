package vn.tinbao.server.bench.figures;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.bench.figures.SimulatedTip.ClockRun;
import vn.tinbao.server.bench.figures.SimulatedTip.Lead;
import vn.tinbao.server.bench.figures.SimulatedTip.Step;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;

/**
 * Reports of a year (or of any days), each with what happened to it, by chance but always the same
 * for the same seed: most are passed on or classified within a day, some late or never, most come
 * to a decision, some are resumed. They come from the communes that stand on the day of receipt.
 */
public final class SimulatedYear {
  private static final String[] CHANNELS = {"APP", "WEB", "SMS", "DESK"};
  private static final String[] KINDS = {
    "DENUNCIATION", "DENUNCIATION", "DENUNCIATION", "REPORT", "REPORT", "PROSECUTION_REQUEST"
  };
  private static final String[] CATEGORIES = {
    "FORCED_LABOUR",
    "ONLINE_SCAM_LABOUR",
    "SEXUAL_EXPLOITATION",
    "FORCED_MARRIAGE",
    "LURE_ABROAD",
    "MISSING_PERSON",
    "CHILD"
  };

  private final CatalogueSnapshot catalogue;
  private final Instant until;
  private final SplittableRandom random;
  private final Map<LocalDate, List<Unit>> communes = new HashMap<>();
  private final Map<Long, List<Agency>> police = new HashMap<>();
  private final Predicate<Unit> where;

  private SimulatedYear(
      CatalogueSnapshot catalogue, Instant until, long seed, Predicate<Unit> where) {
    this.catalogue = catalogue;
    this.until = until;
    this.random = new SplittableRandom(seed);
    this.where = where;
  }

  /**
   * Reports of some days.
   *
   * @param first the first day, {@code days} days from it, evenly
   * @param until nothing is written down later: the moment at which the story stops
   * @param where communes they may come from; one in twenty comes from nobody knows where
   */
  public static List<SimulatedTip> of(
      CatalogueSnapshot catalogue,
      LocalDate first,
      int days,
      int tips,
      Instant until,
      long seed,
      Predicate<Unit> where) {
    SimulatedYear year = new SimulatedYear(catalogue, until, seed, where);
    List<SimulatedTip> all = new ArrayList<>(tips);
    long start = LegalTime.start(first).getEpochSecond();
    long length = Duration.ofDays(days).toSeconds();
    for (int i = 0; i < tips; i++) {
      Instant received = Instant.ofEpochSecond(start + length * i / tips);
      if (!received.isAfter(until)) {
        all.add(year.tip(received));
      }
    }
    return all;
  }

  /** A calendar year of reports from everywhere, told a year after its end. */
  public static List<SimulatedTip> of(CatalogueSnapshot catalogue, int year, int tips, long seed) {
    LocalDate first = LocalDate.of(year, 1, 1);
    return of(
        catalogue,
        first,
        first.lengthOfYear(),
        tips,
        LegalTime.start(first.plusYears(2)),
        seed,
        unit -> true);
  }

  private SimulatedTip tip(Instant received) {
    LocalDate day = LegalTime.day(received);
    Unit unit = chance(5) ? null : pick(communes(day));
    Story story = new Story(received, first(unit, day));
    happen(story, unit, day);
    List<String> categories = new ArrayList<>();
    categories.add(CATEGORIES[random.nextInt(CATEGORIES.length)]);
    if (chance(20)) {
      String second = CATEGORIES[random.nextInt(CATEGORIES.length)];
      if (!categories.contains(second)) {
        categories.add(second);
      }
    }
    return new SimulatedTip(
        id(received),
        received,
        CHANNELS[random.nextInt(CHANNELS.length)],
        KINDS[random.nextInt(KINDS.length)],
        List.copyOf(categories),
        unit == null ? null : unit.id(),
        List.copyOf(story.leads),
        List.copyOf(story.steps),
        story.clocks());
  }

  private void happen(Story story, @Nullable Unit unit, LocalDate day) {
    story.start("notify_reporter_received", Duration.ofDays(3));
    if (chance(4)) {
      return;
    }
    story.step("REGISTER", "REGISTERED", minutes(5, 240));
    if (chance(25)) {
      story.step("PASS_ON", "TRANSFERRED", minutes(30, 1_200));
      story.step("PASSED_ON_ACCEPTED", "TRANSFER_ACCEPTED", minutes(60, 2_000));
      above(unit, day).ifPresent(story::lead);
      story.step("REGISTER", "REGISTERED", minutes(5, 240));
    }
    if (chance(90)) {
      story.meet("notify_reporter_received", minutes(10, 5_000));
    }
    if (chance(3)) {
      return;
    }
    story.step("BEGIN_CLASSIFYING", "CLASSIFYING", minutes(5, 600));
    if (chance(8)) {
      story.wait(minutes(1_440, 6_000));
    }
    if (chance(10)) {
      story.step("NOT_A_REPORT", "NOT_A_REPORT", minutes(10, 300));
      return;
    }
    if (chance(6)) {
      story.step("DUPLICATE", "DUPLICATE", minutes(10, 300));
      return;
    }
    story.step("FIND_COMPETENT", "COMPETENT", minutes(10, 500));
    story.start("resolve", Duration.ofDays(20));
    story.step("ASSIGN", "ASSIGNED", minutes(60, 4_000));
    story.step("VERIFY", "VERIFYING", minutes(60, 1_000));
    if (chance(4)) {
      return;
    }
    story.wait(minutes(2_000, chance(15) ? 90_000 : 24_000));
    story.meet("resolve", Duration.ZERO);
    story.start("notify_reporter_result", Duration.ofDays(3));
    int outcome = random.nextInt(100);
    if (outcome < 45) {
      story.step("PROSECUTE", "PROSECUTED", Duration.ZERO);
    } else if (outcome < 85) {
      story.step("NOT_PROSECUTE", "NOT_PROSECUTED", Duration.ZERO);
    } else {
      story.step("SUSPEND", "SUSPENDED", Duration.ZERO);
      if (chance(40)) {
        story.step("RESUME", "RESUMED", minutes(10_000, 60_000));
        story.step("GO_ON_VERIFYING", "VERIFYING", minutes(60, 1_000));
        story.step("PROSECUTE", "PROSECUTED", minutes(5_000, 40_000));
      }
    }
    if (chance(92)) {
      story.meet("notify_reporter_result", minutes(30, 4_600));
    }
  }

  /** A report on its way: time goes on with each step. */
  private final class Story {
    final List<Lead> leads = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();
    final List<ClockRun> runs = new ArrayList<>();
    Instant now;
    Instant written;
    String state = "RECEIVED";
    String agency;

    Story(Instant received, Agency first) {
      now = received;
      written = received;
      agency = first.id();
      leads.add(new Lead(agency, received, null));
    }

    void wait(Duration some) {
      now = now.plus(some);
    }

    void step(String step, String to, Duration after) {
      now = now.plus(after);
      Instant at = chance(10) ? now.plus(minutes(60, 2_800)) : now;
      written = at.isBefore(written) ? written : at;
      if (!written.isAfter(until)) {
        steps.add(new Step(step, state, to, agency, now, written));
        state = to;
      }
    }

    void lead(Agency next) {
      if (!written.isAfter(until) && !next.id().equals(agency)) {
        Lead last = leads.remove(leads.size() - 1);
        leads.add(new Lead(last.agency(), last.since(), written));
        agency = next.id();
        leads.add(new Lead(agency, written, null));
      }
    }

    void start(String clock, Duration limit) {
      if (!now.isAfter(until)) {
        runs.add(new ClockRun(clock, now, now.plus(limit), null, null));
      }
    }

    void meet(String clock, Duration after) {
      Instant met = now.plus(after);
      runs.replaceAll(
          run ->
              run.clock().equals(clock) && run.metAt() == null && !met.isAfter(until)
                  ? new ClockRun(clock, run.startedAt(), run.dueAt(), met, null)
                  : run);
    }

    List<ClockRun> clocks() {
      return runs.stream().sorted(Comparator.comparing(ClockRun::clock)).toList();
    }
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private Duration minutes(int least, int most) {
    return Duration.ofMinutes(random.nextInt(least, most));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private List<Unit> communes(LocalDate day) {
    LocalDate month = day.withDayOfMonth(1);
    return communes.computeIfAbsent(
        month,
        any -> {
          List<Unit> found =
              catalogue.units().stream()
                  .filter(u -> u.level() == UnitLevel.COMMUNE && u.standsOn(day) && where.test(u))
                  .sorted(Comparator.comparingLong(Unit::id))
                  .toList();
          if (found.isEmpty()) {
            throw new IllegalArgumentException("No commune stands on " + day);
          }
          return found;
        });
  }

  private Agency first(@Nullable Unit unit, LocalDate day) {
    return police(unit, day).stream()
        .findFirst()
        .or(() -> catalogue.standingFor(unit, day))
        .orElseThrow();
  }

  private Optional<Agency> above(@Nullable Unit unit, LocalDate day) {
    return police(unit, day).stream()
        .filter(agency -> agency.level() == AgencyLevel.PROVINCE)
        .findFirst();
  }

  private List<Agency> police(@Nullable Unit unit, LocalDate day) {
    if (unit == null) {
      return List.of();
    }
    return police
        .computeIfAbsent(
            unit.id(),
            id ->
                catalogue.agenciesFor(unit, day).stream()
                    .filter(a -> a.function() == AgencyFunction.POLICE)
                    .toList())
        .stream()
        .filter(a -> a.standsOn(day))
        .toList();
  }

  /** A UUIDv7 of that moment. */
  private UUID id(Instant at) {
    long most = (at.toEpochMilli() << 16) | 0x7000L | random.nextInt(0x1000);
    long least = 0x8000000000000000L | (random.nextLong() & 0x3fffffffffffffffL);
    return new UUID(most, least);
  }
}
