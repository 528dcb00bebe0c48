package vn.tinbao.server.campaign;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.sending.Progress;
import vn.tinbao.server.campaign.sending.Sending;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.sms.db.SqlTime;

/**
 * Counts what came of a campaign. Tips are counted over all of them, whoever may see them, and the
 * figures are such that no tip can be told from them, see {@link Few}.
 */
@Singleton
public class CampaignResults {
  private static final long MILLIONTHS = 1_000_000;

  private final Campaigns campaigns;
  private final SmsChannel sms;
  private final Sending sending;
  private final TopicSends topics;
  private final StaffCalls calls;
  private final Catalogue catalogue;
  private final CampaignSettings settings;
  private final JdbcOperations jdbc;
  private final Audit audit;
  private final Clock clock;

  CampaignResults(
      Campaigns campaigns,
      SmsChannel sms,
      Sending sending,
      TopicSends topics,
      StaffCalls calls,
      Catalogue catalogue,
      CampaignSettings settings,
      JdbcOperations jdbc,
      Audit audit,
      Clock clock) {
    this.campaigns = campaigns;
    this.sms = sms;
    this.sending = sending;
    this.topics = topics;
    this.calls = calls;
    this.catalogue = catalogue;
    this.settings = settings;
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /** Figures from 1 up to below this are not told. */
  public int smallest() {
    return settings.smallest();
  }

  /** The result as of now, for who may see the campaign; empty for others, and before it began. */
  @Transactional
  public Optional<CampaignResult> of(StaffMember viewer, UUID id) {
    return campaigns
        .seen(viewer, id)
        .filter(one -> one.startedAt() != null)
        .map(one -> count(one, true));
  }

  /**
   * The same campaign of former times that the viewer may see, the newest first; those that never
   * began are left out. By the counters of each: without places, operators and cost.
   */
  @Transactional
  public List<CampaignResult> before(StaffMember viewer, Campaign campaign) {
    return campaigns.before(viewer, campaign).stream()
        .filter(one -> one.startedAt() != null)
        .map(one -> count(one, false))
        .toList();
  }

  /** Notes that somebody took the report of results away with them. */
  @Transactional
  public void reported(StaffMember viewer, UUID id, String format) {
    campaigns.happened(id, "REPORT", viewer.id(), format);
    audit.record(viewer.id(), "CAMPAIGN_REPORT", "CAMPAIGN", id.toString());
  }

  private CampaignResult count(Campaign campaign, boolean whole) {
    UUID id = campaign.id();
    boolean sent = sms.sends(id);
    Optional<Progress> progress = sent ? sending.progress(id) : Optional.empty();
    List<Few.Part> ways =
        parts(
            "SELECT way, count(*) FROM tinbao.campaign_tip"
                + " WHERE campaign_id = ? GROUP BY way ORDER BY way",
            id);
    List<Few.Part> outcomes = parts(OUTCOMES, id);
    long followed = ways.stream().mapToLong(Few.Part::count).sum();
    boolean told = followed >= settings.smallest();
    Instant start = campaign.startedAt() == null ? clock.instant() : campaign.startedAt();
    Instant end = LegalTime.start(campaign.plan().endsOn().plusDays(1)).plus(settings.follows());
    Instant until = end.isAfter(clock.instant()) ? clock.instant() : end;
    Duration length = Duration.between(start, until.isBefore(start) ? start : until);
    Long[] places = territory(campaign).toArray(new Long[0]);
    return new CampaignResult(
        campaign,
        SqlTime.now(clock),
        progress.map(Progress::total).orElse(0L),
        progress.map(Progress::byState).orElse(Map.of()),
        whole && progress.isPresent() ? sending.delivery(id) : List.of(),
        progress.isPresent() ? sending.optOuts(id) : 0,
        whole && progress.isPresent() ? sending.cost(id) / MILLIONTHS : 0,
        topics.of(id).size(),
        one("SELECT coalesce(sum(visits), 0) FROM tinbao.campaign_visit WHERE campaign_id = ?", id),
        calls.figures(id),
        Few.of(followed, settings.smallest()),
        told ? Few.parts(ways, settings.smallest()) : List.of(),
        told ? Few.parts(outcomes, settings.smallest()) : List.of(),
        Few.of(received(places, start, start.plus(length)), settings.smallest()),
        Few.of(received(places, start.minus(length), start), settings.smallest()));
  }

  private static final String OUTCOMES =
      """
      SELECT CASE WHEN t.id IS NULL THEN 'GONE'
                  WHEN t.state IN ('PROSECUTED', 'NOT_PROSECUTED', 'SUSPENDED', 'NOT_A_REPORT',
                                   'ADMINISTRATIVE_TRANSFER') THEN t.state
                  WHEN t.state IN ('DUPLICATE', 'MERGED') THEN 'REPEATED'
                  ELSE 'OPEN' END AS outcome, count(*)
        FROM tinbao.campaign_tip c LEFT JOIN tinbao.tip t ON t.id = c.tip_id
       WHERE c.campaign_id = ? GROUP BY 1 ORDER BY 1
      """;

  private List<Few.Part> parts(String statement, UUID id) {
    return jdbc.prepareStatement(
        statement,
        select -> {
          select.setObject(1, id);
          List<Few.Part> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(new Few.Part(row.getString(1), row.getLong(2)));
            }
          }
          return found;
        });
  }

  private long one(String statement, UUID id) {
    return jdbc.prepareStatement(
        statement,
        select -> {
          select.setObject(1, id);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0L;
          }
        });
  }

  /** By tip_by_time; what was merged or split is counted once. */
  private long received(Long[] places, Instant from, Instant until) {
    return jdbc.prepareStatement(
        """
        SELECT count(*) FROM tinbao.tip
         WHERE received_at >= ? AND received_at < ? AND unit_id = ANY (?)
           AND state NOT IN ('MERGED', 'DUPLICATE', 'SPLIT')
        """,
        select -> {
          select.setObject(1, SqlTime.of(from));
          select.setObject(2, SqlTime.of(until));
          select.setArray(3, select.getConnection().createArrayOf("bigint", places));
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0L;
          }
        });
  }

  /** Its units and everything that ever lay in them. */
  private Set<Long> territory(Campaign campaign) {
    CatalogueSnapshot snapshot = catalogue.now();
    Set<Long> units = Set.copyOf(campaign.plan().units());
    Set<Long> inside = new HashSet<>(units);
    for (Unit unit : snapshot.units()) {
      if (snapshot.withAncestors(unit, campaign.plan().startsOn()).stream()
          .anyMatch(above -> units.contains(above.id()))) {
        inside.add(unit.id());
      }
    }
    return inside;
  }
}
