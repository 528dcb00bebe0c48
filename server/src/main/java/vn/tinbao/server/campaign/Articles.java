package vn.tinbao.server.campaign;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.sms.db.SqlTime;

/**
 * What the public reads: the articles of public campaigns that have begun. A stopped campaign has
 * none. They change with nobody who reads, so that anything between here and a phone may keep them.
 */
@Singleton
public class Articles {
  /** Most of one list. */
  public static final int MOST = 50;

  private static final String VIETNAMESE = "vi";
  private static final Pattern BLANK_LINES = Pattern.compile("\\R\\s*\\R");

  /** By campaign_articles; the asked language first, then Vietnamese. */
  private static final String SELECT =
      """
      SELECT c.id, c.code, c.kind, c.agency_id, c.started_at, c.ended_at, c.ends_on, c.state, t.language, t.title, t.body,
             ARRAY(SELECT unit_id FROM tinbao.campaign_unit u WHERE u.campaign_id = c.id ORDER BY unit_id)
               AS units,
             ARRAY(SELECT language FROM tinbao.campaign_text l
                    WHERE l.campaign_id = c.id AND l.channel = 'ARTICLE') AS languages
        FROM tinbao.campaign c
        JOIN LATERAL (SELECT language, title, body FROM tinbao.campaign_text a
                       WHERE a.campaign_id = c.id AND a.channel = 'ARTICLE'
                       ORDER BY a.language <> ?, a.language <> 'vi', a.language LIMIT 1) t ON true
       WHERE c.reach = 'PUBLIC' AND c.started_at IS NOT NULL
      """;

  private static final String SHOWN = " AND c.state <> 'STOPPED'";

  /** Warnings until the end of their last day. */
  private static final String WARNS = " AND c.kind = 'WARNING' AND c.ends_on >= ?";

  private static final String OF_KIN =
      """
       AND EXISTS (SELECT 1 FROM tinbao.campaign_unit u
                    WHERE u.campaign_id = c.id AND u.unit_id = ANY (?))
      """;

  private final JdbcOperations jdbc;
  private final Catalogue catalogue;
  private final Clock clock;

  Articles(JdbcOperations jdbc, Catalogue catalogue, Clock clock) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * An article in one language.
   *
   * @param id of the campaign, and of the article in every language
   * @param code its own public path is {@code /c/<code>}
   * @param language of this text; not always the one asked for
   * @param languages all that it is written in, Vietnamese first
   * @param units whose people it is for
   * @param until last day of the campaign
   * @param etag changes with every letter of it
   */
  public record Article(
      UUID id,
      String code,
      CampaignKind kind,
      String agencyId,
      String language,
      List<String> languages,
      String title,
      String body,
      List<Long> units,
      Instant publishedAt,
      LocalDate until,
      String etag) {

    /** Its paragraphs: blank lines part them. */
    public List<String> paragraphs() {
      return BLANK_LINES.splitAsStream(body).map(String::strip).filter(p -> !p.isEmpty()).toList();
    }

    /** The first paragraph, for lists. */
    public String lead() {
      List<String> all = paragraphs();
      return all.isEmpty() ? "" : all.get(0);
    }
  }

  /**
   * One article, in this language or the nearest that there is.
   *
   * @param language BCP 47; Vietnamese where it has no text of it
   */
  @Transactional
  public Optional<Article> of(UUID id, String language) {
    return read(
            SELECT + SHOWN + " AND c.id = ?",
            select -> {
              select.setString(1, language);
              select.setObject(2, id);
            })
        .stream()
        .findFirst();
  }

  /**
   * A warning that was taken back before its last day was over: who was warned is to be told so.
   *
   * @return its article, to name it by; its words are not public any more
   */
  @Transactional
  public Optional<TakenBack> takenBack(UUID id, String language) {
    return jdbc.prepareStatement(
        SELECT + WARNS + " AND c.state = 'STOPPED' AND c.id = ?",
        select -> {
          select.setString(1, language);
          select.setObject(2, LegalTime.day(clock.instant()));
          select.setObject(3, id);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(takenBack(row)) : Optional.<TakenBack>empty();
          }
        });
  }

  /** A warning that is none any more, and since when. */
  public record TakenBack(Article article, Instant at) {}

  /**
   * The newest warnings whose last day is not over, at most {@value #MOST}.
   *
   * @param unit as in {@link #list}
   */
  @Transactional
  public List<Article> warnings(@Nullable Unit unit, String language) {
    return list(unit, language, true);
  }

  /**
   * The newest first, at most {@value #MOST}.
   *
   * @param unit only those for its people: of the unit, what it lies in and what lies in it; null:
   *     all
   */
  @Transactional
  public List<Article> list(@Nullable Unit unit, String language) {
    return list(unit, language, false);
  }

  /**
   * The newest warnings that were taken back before their last day was over, at most {@value
   * #MOST}.
   *
   * @param unit as in {@link #list}
   */
  @Transactional
  public List<TakenBack> takenBack(@Nullable Unit unit, String language) {
    Long @Nullable [] kin = unit == null ? null : kin(unit).toArray(new Long[0]);
    return jdbc.prepareStatement(
        SELECT
            + WARNS
            + " AND c.state = 'STOPPED'"
            + (kin == null ? "" : OF_KIN)
            + " ORDER BY c.ended_at DESC, c.id DESC LIMIT "
            + MOST,
        select -> {
          select.setString(1, language);
          select.setObject(2, LegalTime.day(clock.instant()));
          if (kin != null) {
            select.setArray(3, select.getConnection().createArrayOf("bigint", kin));
          }
          List<TakenBack> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(takenBack(row));
            }
          }
          return found;
        });
  }

  private static TakenBack takenBack(ResultSet row) throws SQLException {
    Article article = article(row);
    Instant at = SqlTime.read(row, "ended_at");
    return new TakenBack(article, at == null ? article.publishedAt() : at);
  }

  private List<Article> list(@Nullable Unit unit, String language, boolean warnings) {
    Long @Nullable [] kin = unit == null ? null : kin(unit).toArray(new Long[0]);
    String of = kin == null ? "" : OF_KIN;
    return read(
        SELECT
            + SHOWN
            + (warnings ? WARNS : "")
            + of
            + " ORDER BY c.started_at DESC, c.id DESC LIMIT "
            + MOST,
        select -> {
          int at = 1;
          select.setString(at++, language);
          if (warnings) {
            select.setObject(at++, LegalTime.day(clock.instant()));
          }
          if (kin != null) {
            select.setArray(at, select.getConnection().createArrayOf("bigint", kin));
          }
        });
  }

  private Set<Long> kin(Unit unit) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = LegalTime.day(clock.instant());
    Set<Long> kin = new TreeSet<>();
    snapshot.withAncestors(unit, today).forEach(above -> kin.add(above.id()));
    for (Unit other : snapshot.units()) {
      if (other.standsOn(today)
          && snapshot.withAncestors(other, today).stream()
              .anyMatch(above -> above.id() == unit.id())) {
        kin.add(other.id());
      }
    }
    return kin;
  }

  private interface Setter {
    void set(PreparedStatement select) throws SQLException;
  }

  private List<Article> read(String statement, Setter setter) {
    return jdbc.prepareStatement(
        statement,
        select -> {
          setter.set(select);
          List<Article> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(article(row));
            }
          }
          return found;
        });
  }

  private static Article article(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    String language = row.getString("language");
    String title = row.getString("title");
    String body = row.getString("body");
    Instant at = SqlTime.read(row, "started_at");
    if (at == null) {
      throw new SQLException("started_at is null");
    }
    List<String> languages =
        new ArrayList<>(Arrays.asList((String[]) row.getArray("languages").getArray()));
    languages.sort(
        (one, other) ->
            one.equals(VIETNAMESE) ? -1 : other.equals(VIETNAMESE) ? 1 : one.compareTo(other));
    return new Article(
        id,
        row.getString("code"),
        CampaignKind.valueOf(row.getString("kind")),
        row.getString("agency_id"),
        language,
        List.copyOf(languages),
        title,
        body,
        Arrays.asList((Long[]) row.getArray("units").getArray()),
        at,
        row.getObject("ends_on", LocalDate.class),
        etag(
            String.join(
                "|", id.toString(), language, languages.toString(), at.toString(), title, body)));
  }

  /** Weak enough to be short, strong enough that no two texts share one. */
  public static String etag(String content) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12).toLowerCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
