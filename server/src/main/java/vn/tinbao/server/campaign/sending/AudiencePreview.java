package vn.tinbao.server.campaign.sending;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.subscription.Audience;
import vn.tinbao.server.subscription.AudienceRows;
import vn.tinbao.server.subscription.AudienceRows.Ways;
import vn.tinbao.server.subscription.Operators;
import vn.tinbao.sms.text.Segments;

/** Counts an audience and what it costs, before anything is kept. */
@Singleton
public class AudiencePreview {
  /** A list's number to which a subscription leads already. */
  private static final int TAKEN = 3;

  private final JdbcOperations jdbc;
  private final AudienceRows rows;
  private final Operators operators;
  private final Tariffs tariffs;
  private final LeaveLink links;
  private final Clock clock;

  AudiencePreview(
      JdbcOperations jdbc,
      AudienceRows rows,
      Operators operators,
      Tariffs tariffs,
      LeaveLink links,
      Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.operators = operators;
    this.tariffs = tariffs;
    this.links = links;
    this.clock = clock;
  }

  /** Persons that are alike in all that matters here. */
  private record Group(
      @Nullable Long unitId, String operator, String language, int fate, long persons, long ways) {}

  /** Counts whom this agency may write to of an audience: without lists of others. */
  @Transactional
  public AudienceCount preview(Audience audience, String agencyId, Map<String, String> texts) {
    return preview(rows.ofAgency(audience, agencyId), texts);
  }

  /**
   * Counts as of now; keeps nothing.
   *
   * @param texts by language; a recipient whose language has none gets that of {@code vi}. Empty:
   *     segments and cost are 0
   */
  @Transactional
  public AudienceCount preview(Audience audience, Map<String, String> texts) {
    return count(groups(rows.today(audience)), texts);
  }

  private List<Group> groups(AudienceRows.Fixed fixed) {
    AudienceRows.Piece single = rows.ways(fixed, Ways.SINGLE, "", List.of());
    AudienceRows.Piece other = rows.ways(fixed, Ways.OTHER, "", List.of());
    boolean both = fixed.audience().subscribers() && !fixed.audience().lists().isEmpty();
    AudienceRows.Piece again = both ? single : new AudienceRows.Piece("", List.of());
    if (fixed.units().size() > MANY_UNITS) {
      hashJoins();
    }
    // One pass over all subscriptions of one place; only what may lead to somebody twice is sorted.
    return jdbc.prepareStatement(
        "SELECT unit_id, operator, language, fate, count(*) AS persons, count(*) AS ways FROM ("
            + single.sql()
            + ") one GROUP BY 1, 2, 3, 4 UNION ALL"
            + " SELECT unit_id, operator, language, CASE WHEN taken THEN 3 ELSE fate END,"
            + " count(*), sum(ways)::bigint FROM (SELECT DISTINCT ON (way.phone_hash) way.*,"
            + " count(*) OVER (PARTITION BY way.phone_hash) AS ways, "
            + (both ? "one.phone_hash IS NOT NULL" : "false")
            + " AS taken FROM ("
            + other.sql()
            + ") way"
            + (both
                ? " LEFT JOIN (SELECT phone_hash FROM ("
                    + again.sql()
                    + ") s) one ON one.phone_hash = way.phone_hash"
                : "")
            + " ORDER BY way.phone_hash, way.rank, way.id) several GROUP BY 1, 2, 3, 4",
        select -> {
          again.set(select, other.set(select, single.set(select, 1)));
          List<Group> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Group(
                      row.getObject(1, Long.class),
                      row.getString(2),
                      row.getString(3),
                      row.getInt(4),
                      row.getLong(5),
                      row.getLong(6)));
            }
          }
          return found;
        });
  }

  /** Of a country's subscribers many are in so many units: one pass beats looking each unit up. */
  private static final int MANY_UNITS = 300;

  private void hashJoins() {
    jdbc.prepareStatement(
        "SELECT set_config('enable_nestloop', 'off', true)",
        select -> {
          select.execute();
          return null;
        });
  }

  private AudienceCount count(List<Group> groups, Map<String, String> texts) {
    long persons = 0;
    long duplicates = 0;
    long suppressed = 0;
    long excluded = 0;
    Map<@Nullable Long, Long> byUnit = new HashMap<>();
    Map<String, Long> byOperator = new HashMap<>();
    Map<String, Long> segmentsOf = new HashMap<>();
    Map<String, Long> byLanguage = new TreeMap<>();
    Map<String, Integer> segmentsEach = new HashMap<>();
    for (Group group : groups) {
      switch (group.fate()) {
        case AudienceRows.BARRED -> suppressed += group.persons();
        case AudienceRows.EXCLUDED -> excluded += group.persons();
        case TAKEN -> duplicates += group.ways();
        default -> {
          persons += group.persons();
          duplicates += group.ways() - group.persons();
          int each = segmentsEach.computeIfAbsent(group.language(), l -> segments(texts, l));
          Long unit = group.unitId() == null ? null : Long.valueOf(rows.unitToday(group.unitId()));
          byUnit.merge(unit, group.persons(), Long::sum);
          byOperator.merge(group.operator(), group.persons(), Long::sum);
          segmentsOf.merge(group.operator(), group.persons() * each, Long::sum);
          byLanguage.merge(group.language(), group.persons(), Long::sum);
        }
      }
    }
    List<AudienceCount.OfOperator> ofOperators = ofOperators(byOperator, segmentsOf);
    return new AudienceCount(
        persons,
        duplicates,
        suppressed,
        excluded,
        byUnit.entrySet().stream()
            .map(e -> new AudienceCount.OfUnit(e.getKey(), e.getValue()))
            .sorted(Comparator.comparingLong(AudienceCount.OfUnit::persons).reversed())
            .toList(),
        ofOperators,
        byLanguage.entrySet().stream()
            .map(
                e ->
                    new AudienceCount.OfLanguage(
                        e.getKey(),
                        e.getValue(),
                        segmentsEach.getOrDefault(e.getKey(), 0),
                        e.getValue() * segmentsEach.getOrDefault(e.getKey(), 0)))
            .sorted(Comparator.comparingLong(AudienceCount.OfLanguage::persons).reversed())
            .toList(),
        segmentsOf.values().stream().mapToLong(Long::longValue).sum(),
        ofOperators.stream().mapToLong(AudienceCount.OfOperator::cost).sum(),
        ofOperators.stream().allMatch(AudienceCount.OfOperator::priceVerified),
        withoutText(byLanguage.keySet(), texts));
  }

  private List<AudienceCount.OfOperator> ofOperators(
      Map<String, Long> persons, Map<String, Long> segments) {
    LocalDate day = LegalTime.day(clock.instant());
    return persons.entrySet().stream()
        .map(
            e -> {
              Tariffs.Tariff tariff = tariffs.of(e.getKey(), day);
              long all = segments.getOrDefault(e.getKey(), 0L);
              return new AudienceCount.OfOperator(
                  e.getKey(),
                  operators.name(e.getKey()),
                  e.getValue(),
                  all,
                  tariff.price(),
                  all * tariff.price(),
                  tariff.verified(),
                  tariff.source());
            })
        .sorted(Comparator.comparingLong(AudienceCount.OfOperator::persons).reversed())
        .toList();
  }

  private int segments(Map<String, String> texts, String language) {
    String text = texts.getOrDefault(language, texts.get(SendingOrder.DEFAULT));
    return text == null || text.isBlank()
        ? 0
        : Segments.of(text.replace(SendingOrder.LEAVE, links.like())).count();
  }

  private static Set<String> withoutText(Set<String> languages, Map<String, String> texts) {
    Set<String> missing = new TreeSet<>(languages);
    missing.removeAll(texts.keySet());
    return missing;
  }
}
