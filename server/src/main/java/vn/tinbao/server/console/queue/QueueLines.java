package vn.tinbao.server.console.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.console.queue.QueueFilter.Only;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.Channel;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.understanding.Category;

/**
 * The lines of an agency's queue. Who may see what is not decided here: a line is for whose agency
 * has a part in the tip, and opening it is {@code tinbao.tip_open_to}, as everywhere.
 *
 * <p>The order is that of the index {@code tip_agency_by_clock}, so a page is read off it and stops
 * when it is full. A filter that few tips meet reads further, at most {@link #MOST_READ} lines a
 * page; then the page says so and goes on from there. So its cost has a bound that no number of
 * tips moves.
 */
@Singleton
public class QueueLines {
  /** Lines of the index that one page may read, whether they meet the filter or not. */
  static final int MOST_READ = 5_000;

  /** Where counting stops. */
  public static final int MOST_COUNTED = 100;

  private static final String OPEN = "AND NOT (a.settled AND a.next_due_at IS NULL)";
  private static final String SETTLED = "AND a.settled AND a.next_due_at IS NULL";
  private static final String BY_CLOCK = "ORDER BY due, a.tip_id";
  private static final String NEWEST = "ORDER BY a.since DESC, a.tip_id DESC";

  private final JdbcOperations jdbc;
  private final Catalogue catalogue;
  private final QueuePlaces places;
  private final Clock clock;

  QueueLines(JdbcOperations jdbc, Catalogue catalogue, QueuePlaces places, Clock clock) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
    this.places = places;
    this.clock = clock;
  }

  /** Which of the lists of the page. */
  public enum Part {
    URGENT,
    OTHERS,
    /** What has its outcome and no running clock, newest first. */
    SETTLED
  }

  /**
   * Some lines of a list.
   *
   * @param goOn line behind which there may be more, null at the end
   * @param tired whether reading stopped at {@link #MOST_READ} before the page was full
   */
  public record Slice(List<TipDesk.Line> lines, @Nullable UUID goOn, boolean tired) {}

  /** A place in the order. */
  private record At(@Nullable Instant due, Instant since, UUID id) {}

  /**
   * The next lines of a list.
   *
   * @param after the line before them, null: from the beginning; one that left the queue since: the
   *     beginning too
   * @param most at least one
   */
  @Transactional
  public Slice slice(
      StaffMember viewer, QueueFilter filter, Part part, @Nullable UUID after, int most) {
    Optional<At> from = after == null ? Optional.empty() : place(viewer, after);
    Sql sql = new Sql();
    sql.add(
        """
        SELECT a.tip_id, a.role, a.since, a.next_due_at, t.channel, t.state, t.categories,
          t.urgency, t.child, t.unit_id, t.entered_unit_id, t.place_ambiguous, t.lead_agency_id,
          t.fallback, t.attention, t.received_at, r.id IS NOT NULL AS restricted,
          r.id IS NULL OR tinbao.tip_open_to(a.tip_id, a.role, a.agency_id, ?, ?) AS opens,
          (SELECT c.clock FROM tinbao.tip_clock c
            WHERE c.tip_id = a.tip_id AND c.due_at = a.next_due_at
              AND c.state IN ('RUNNING', 'BREACHED') ORDER BY c.clock LIMIT 1) AS clock
        FROM (\
        """,
        viewer.id(),
        viewer.is(Role.AGENCY_LEAD));
    window(sql, viewer, filter, part, from);
    sql.add(
        """
        ) a
        JOIN tinbao.tip t ON t.id = a.tip_id
        LEFT JOIN tinbao.tip_restriction r ON r.tip_id = a.tip_id AND r.until IS NULL
        WHERE true\
        """);
    conditions(sql, viewer, filter);
    sql.add(part == Part.SETTLED ? NEWEST : BY_CLOCK);
    // Limits stand in the text: the planner must know that a page is short.
    sql.add("LIMIT " + (most + 1));
    CatalogueSnapshot snapshot = catalogue.now();
    List<TipDesk.Line> found = lines(sql, viewer, snapshot);
    if (found.size() > most) {
      List<TipDesk.Line> shown = List.copyOf(found.subList(0, most));
      return new Slice(shown, shown.get(most - 1).id(), false);
    }
    UUID tiredAt = filter.isEmpty() ? null : lastRead(viewer, filter, part, from);
    return new Slice(found, tiredAt, tiredAt != null);
  }

  /** How many tips of the open queue that the viewer may open are overdue; stops counting. */
  @Transactional
  public int overdue(StaffMember viewer) {
    Sql sql = new Sql();
    Instant now = clock.instant();
    boolean head = viewer.is(Role.AGENCY_LEAD);
    sql.add("SELECT least(sum(n), " + MOST_COUNTED + ") FROM (");
    for (boolean urgent : new boolean[] {true, false}) {
      sql.add(urgent ? "" : "UNION ALL");
      sql.add(
          """
          SELECT count(*) AS n FROM (SELECT FROM tinbao.tip_agency a
            WHERE a.agency_id = ? AND a.urgent = ? AND a.until IS NULL
              AND coalesce(a.next_due_at, 'infinity'::timestamptz) <= ?
          """
              + OPEN
              + """

                  AND EXISTS (SELECT FROM tinbao.tip_clock c WHERE c.tip_id = a.tip_id
                    AND c.state IN ('RUNNING', 'BREACHED') AND c.overdue_at <= ?)
                  AND tinbao.tip_open_to(a.tip_id, a.role, a.agency_id, ?, ?)
                LIMIT
              """
              + MOST_COUNTED
              + ") x",
          viewer.agencyId(),
          urgent,
          now,
          now,
          viewer.id(),
          head);
    }
    sql.add(") y");
    return jdbc.prepareStatement(
        sql.text(),
        select -> {
          sql.bind(select);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getInt(1) : 0;
          }
        });
  }

  /**
   * The lines that a page may read, in their order: what the index decides, and no more. Served by
   * tip_agency_by_clock; what is settled, by tip_agency_queue.
   */
  private void window(
      Sql sql, StaffMember viewer, QueueFilter filter, Part part, Optional<At> from) {
    sql.add(
        """
        SELECT a.tip_id, a.role, a.agency_id, a.since, a.next_due_at,
          coalesce(a.next_due_at, 'infinity'::timestamptz) AS due
        FROM tinbao.tip_agency a
        WHERE a.agency_id = ? AND a.until IS NULL\
        """,
        viewer.agencyId());
    if (part == Part.SETTLED) {
      sql.add(SETTLED);
      from.ifPresent(at -> sql.add("AND (a.since, a.tip_id) < (?, ?)", at.since(), at.id()));
    } else {
      sql.add(OPEN).add("AND a.urgent = ?", part == Part.URGENT);
      from.ifPresent(
          at -> {
            Instant due = at.due();
            if (due == null) {
              sql.add(
                  "AND (coalesce(a.next_due_at, 'infinity'::timestamptz), a.tip_id)"
                      + " > ('infinity'::timestamptz, ?)",
                  at.id());
            } else {
              sql.add(
                  "AND (coalesce(a.next_due_at, 'infinity'::timestamptz), a.tip_id) > (?, ?)",
                  due,
                  at.id());
            }
          });
      if (filter.is(Only.OVERDUE)) {
        sql.add("AND coalesce(a.next_due_at, 'infinity'::timestamptz) <= ?", clock.instant());
      }
    }
    if (filter.is(Only.LEADING)) {
      sql.add("AND a.role = 'LEAD'");
    }
    if (filter.is(Only.MINE)) {
      // Index tip_event_of_staff.
      sql.add(
          "AND a.tip_id IN (SELECT e.tip_id FROM tinbao.tip_event e WHERE e.staff_id = ?)",
          viewer.id());
    }
    sql.add(part == Part.SETTLED ? NEWEST : BY_CLOCK);
    sql.add("LIMIT " + MOST_READ);
  }

  /** What the tip itself must meet. */
  private void conditions(Sql sql, StaffMember viewer, QueueFilter filter) {
    if (!filter.states().isEmpty()) {
      sql.add("AND t.state = ANY (?)", filter.states());
    }
    if (!filter.categories().isEmpty()) {
      sql.add("AND t.categories && ?", filter.categories());
    }
    if (!filter.urgencies().isEmpty()) {
      sql.add("AND t.urgency = ANY (?)", filter.urgencies());
    }
    if (!filter.channels().isEmpty()) {
      sql.add("AND t.channel = ANY (?)", filter.channels());
    }
    if (filter.is(Only.WANTED)) {
      sql.add("AND t.attention IS NOT NULL");
    }
    if (filter.is(Only.VAGUE)) {
      sql.add(
          """
          AND (t.place_ambiguous OR NOT EXISTS (SELECT FROM tinbao.unit u
            WHERE u.id = coalesce(t.unit_id, t.entered_unit_id) AND u.level = 'COMMUNE'))\
          """);
    }
    if (filter.is(Only.CHILD)) {
      sql.add("AND t.child");
    }
    if (filter.is(Only.RESTRICTED)) {
      sql.add("AND r.id IS NOT NULL");
    }
    if (filter.is(Only.UNASSIGNED)) {
      // Index assignment_of_tip.
      sql.add(
          """
          AND NOT EXISTS (SELECT FROM tinbao.assignment s WHERE s.tip_id = a.tip_id
            AND s.state IN ('OFFERED', 'ACCEPTED', 'EN_ROUTE', 'ON_SITE', 'REPORTED', 'DONE'))\
          """);
    }
    if (filter.is(Only.OVERDUE)) {
      sql.add(
          """
          AND EXISTS (SELECT FROM tinbao.tip_clock c WHERE c.tip_id = a.tip_id
            AND c.state IN ('RUNNING', 'BREACHED') AND c.overdue_at <= ?)\
          """,
          clock.instant());
    }
    String place = filter.place();
    if (QueueFilter.NO_PLACE.equals(place)) {
      sql.add("AND t.unit_id IS NULL AND t.entered_unit_id IS NULL");
    } else if (place != null) {
      Set<Long> inside = places.find(place).map(places::inside).orElse(Set.of());
      sql.add("AND coalesce(t.unit_id, t.entered_unit_id) = ANY (?::bigint[])", inside);
    }
    if (filter.asksWhatIsHidden()) {
      sql.add(
          "AND (r.id IS NULL OR tinbao.tip_open_to(a.tip_id, a.role, a.agency_id, ?, ?))",
          viewer.id(),
          viewer.is(Role.AGENCY_LEAD));
    }
  }

  /** The last line of a full window: behind it nobody has looked yet. */
  private @Nullable UUID lastRead(
      StaffMember viewer, QueueFilter filter, Part part, Optional<At> from) {
    Sql sql = new Sql();
    sql.add("SELECT a.tip_id FROM (");
    window(sql, viewer, filter, part, from);
    sql.add(") a OFFSET " + (MOST_READ - 1) + " LIMIT 1");
    return jdbc.prepareStatement(
        sql.text(),
        select -> {
          sql.bind(select);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getObject(1, UUID.class) : null;
          }
        });
  }

  /** Served by the primary key of tip_agency. */
  private Optional<At> place(StaffMember viewer, UUID tipId) {
    return jdbc.prepareStatement(
        """
        SELECT next_due_at, since FROM tinbao.tip_agency
        WHERE tip_id = ? AND agency_id = ? AND until IS NULL ORDER BY role LIMIT 1
        """,
        select -> {
          select.setObject(1, tipId);
          select.setString(2, viewer.agencyId());
          try (ResultSet row = select.executeQuery()) {
            return row.next()
                ? Optional.of(new At(instant(row, "next_due_at"), since(row), tipId))
                : Optional.empty();
          }
        });
  }

  private List<TipDesk.Line> lines(Sql sql, StaffMember viewer, CatalogueSnapshot snapshot) {
    return jdbc.prepareStatement(
        sql.text(),
        select -> {
          sql.bind(select);
          List<TipDesk.Line> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(line(row, viewer, snapshot));
            }
          }
          return found;
        });
  }

  private static TipDesk.Line line(ResultSet row, StaffMember viewer, CatalogueSnapshot snapshot)
      throws SQLException {
    boolean opens = row.getBoolean("opens");
    String lead = row.getString("lead_agency_id");
    return new TipDesk.Line(
        row.getObject("tip_id", UUID.class),
        Channel.valueOf(row.getString("channel")),
        row.getString("state"),
        opens ? categories((String[]) row.getArray("categories").getArray()) : List.of(),
        row.getInt("urgency"),
        opens && row.getBoolean("child"),
        opens ? place(row, snapshot) : null,
        opens && row.getBoolean("place_ambiguous"),
        snapshot.agency(lead).map(Agency::name).orElse(lead),
        lead.equals(viewer.agencyId()),
        opens && row.getBoolean("fallback"),
        opens ? row.getString("attention") : null,
        row.getBoolean("restricted"),
        opens,
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        since(row),
        opens ? instant(row, "next_due_at") : null,
        opens ? row.getString("clock") : null);
  }

  private static List<Category> categories(String[] names) {
    List<Category> categories = new ArrayList<>(names.length);
    for (String name : names) {
      categories.add(Category.valueOf(name));
    }
    return categories;
  }

  private static @Nullable String place(ResultSet row, CatalogueSnapshot snapshot)
      throws SQLException {
    Long unit = row.getObject("unit_id", Long.class);
    return snapshot
        .unit(unit == null ? row.getObject("entered_unit_id", Long.class) : unit)
        .map(snapshot::fullPlace)
        .orElse(null);
  }

  private static Instant since(ResultSet row) throws SQLException {
    return row.getObject("since", OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
