package vn.tinbao.server.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import vn.tinbao.server.calendar.LegalTime;

/**
 * The rows that an audience means, as a piece of SQL for whoever counts or freezes them.
 *
 * <p>Each row is a way to a person: {@code phone_hash, phone_cipher, unit_id, operator, language,
 * several} (whether the number may have more ways), {@code rank} and {@code id} (of several ways
 * the first by these counts) and {@code fate}: {@value #MEANT}, {@value #BARRED} or {@value
 * #EXCLUDED}, the same for all ways of a number.
 */
@Singleton
public class AudienceRows {
  public static final int MEANT = 0;
  public static final int BARRED = 1;
  public static final int EXCLUDED = 2;

  private final JdbcOperations jdbc;
  private final Territory territory;
  private final BarredNumbers barred;
  private final Clock clock;

  AudienceRows(JdbcOperations jdbc, Territory territory, BarredNumbers barred, Clock clock) {
    this.jdbc = jdbc;
    this.territory = territory;
    this.barred = barred;
    this.clock = clock;
  }

  /**
   * An audience as of a day, so that it can be kept: every unit that is meant, of whatever date.
   *
   * @param audience with its units as they were chosen
   * @param units all that lie in those; empty: the whole country
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Fixed(Audience audience, List<Long> units, List<Long> withoutUnits) {
    /** Whether units were chosen of which none exists: then nobody is meant. */
    boolean nowhere() {
      return units.isEmpty() && !audience.units().isEmpty();
    }
  }

  /** The audience as it is today; what the gateway learned about numbers is taken over first. */
  public Fixed today(Audience audience) {
    barred.refresh();
    LocalDate day = LegalTime.day(clock.instant());
    return new Fixed(
        audience,
        territory.within(audience.units(), day),
        territory.within(audience.withoutUnits(), day));
  }

  /**
   * The audience without lists that are not this agency's: who brought numbers decides who writes
   * to them.
   */
  @Transactional
  public Audience ofAgency(Audience audience, String agencyId) {
    if (audience.lists().isEmpty()) {
      return audience;
    }
    List<UUID> own =
        jdbc.prepareStatement(
            "SELECT id FROM tinbao.contact_list"
                + " WHERE id = ANY (?) AND agency_id = ? AND confirmed_at IS NOT NULL",
            select -> {
              array("uuid", audience.lists()).set(select, 1);
              select.setString(2, agencyId);
              List<UUID> found = new ArrayList<>();
              try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                  found.add(row.getObject(1, UUID.class));
                }
              }
              return found;
            });
    return new Audience(
        audience.subscribers(),
        audience.units(),
        audience.languages(),
        audience.interests(),
        audience.kinds(),
        own,
        audience.withoutUnits(),
        audience.withoutLists());
  }

  /** The unit that stands today where this one stood. */
  public long unitToday(long unitId) {
    return territory.today(unitId, LegalTime.day(clock.instant()));
  }

  /** Which ways are wanted. */
  public enum Ways {
    /** Of subscribers with one place. */
    SINGLE,
    /** Of subscribers with several places, and of lists. */
    OTHER,
    ALL
  }

  /** Sets the parameters of a piece of SQL. */
  public interface Parameter {
    void set(PreparedStatement statement, int index) throws SQLException;
  }

  /**
   * A piece of SQL: a SELECT without an end.
   *
   * @param parameters in their order
   */
  public record Piece(String sql, List<Parameter> parameters) {
    /** Sets them from {@code index} on; the index after the last. */
    public int set(PreparedStatement statement, int index) throws SQLException {
      int next = index;
      for (Parameter parameter : parameters) {
        parameter.set(statement, next++);
      }
      return next;
    }
  }

  /**
   * The ways to this audience.
   *
   * @param range further condition on {@code phone_hash} as {@code way.phone_hash}, begins with
   *     AND; empty: none
   * @param inRange its parameters
   */
  public Piece ways(Fixed fixed, Ways ways, String range, List<Parameter> inRange) {
    List<String> selects = new ArrayList<>();
    List<Parameter> parameters = new ArrayList<>();
    Audience audience = fixed.audience();
    if (audience.subscribers() && !fixed.nowhere()) {
      selects.add(subscribers(fixed, ways, range, inRange, parameters));
    }
    if (ways != Ways.SINGLE && !audience.lists().isEmpty()) {
      selects.add(listed(fixed, range, inRange, parameters));
    }
    if (selects.isEmpty()) {
      selects.add(NOBODY);
    }
    return new Piece(String.join(" UNION ALL ", selects), parameters);
  }

  private static final String NOBODY =
      """
      SELECT NULL::bytea AS phone_hash, NULL::bytea AS phone_cipher, NULL::bigint AS unit_id,
             ''::text AS operator, ''::text AS language, false AS several, 0 AS rank,
             0::bigint AS id, 0 AS fate WHERE false""";

  private static String subscribers(
      Fixed fixed, Ways ways, String range, List<Parameter> inRange, List<Parameter> parameters) {
    Audience audience = fixed.audience();
    StringBuilder sql =
        new StringBuilder(
            """
            SELECT way.phone_hash, way.phone_cipher, way.unit_id, way.operator, way.language,
                   way.places > 1 AS several, 0 AS rank, way.id, """);
    String excluded = excluded(fixed, parameters);
    sql.append(FATE).append(" FROM tinbao.subscription way ").append(joins(excluded));
    sql.append(" WHERE true").append(range);
    parameters.addAll(inRange);
    switch (ways) {
      case SINGLE -> sql.append(" AND way.places = 1");
      case OTHER -> sql.append(" AND way.places > 1");
      case ALL -> {}
    }
    if (!fixed.units().isEmpty()) {
      sql.append(" AND way.unit_id IN (SELECT unnest(?::bigint[]))");
      parameters.add(array("bigint", fixed.units()));
    }
    sql.append(plain(audience, parameters));
    if (!audience.interests().isEmpty()) {
      sql.append(" AND (way.interests = '{}' OR way.interests && ?::text[])");
      parameters.add(array("text", audience.interests().stream().map(Enum::name).toList()));
    }
    return sql.toString();
  }

  private static String listed(
      Fixed fixed, String range, List<Parameter> inRange, List<Parameter> parameters) {
    Audience audience = fixed.audience();
    StringBuilder sql =
        new StringBuilder(
            """
            SELECT way.phone_hash, way.phone_cipher, way.unit_id, way.operator, way.language,
                   true AS several, 1 AS rank, way.id, """);
    String excluded = excluded(fixed, parameters);
    sql.append(FATE)
        .append(" FROM tinbao.contact_list_number way ")
        .append(joins(excluded))
        .append(" WHERE true")
        .append(range);
    parameters.addAll(inRange);
    sql.append(
        " AND way.list_id IN (SELECT id FROM tinbao.contact_list"
            + " WHERE id = ANY (?) AND basis <> 'EXCLUSION' AND confirmed_at IS NOT NULL"
            + " AND ends_at > now())");
    parameters.add(array("uuid", audience.lists()));
    if (fixed.nowhere()) {
      sql.append(" AND way.unit_id IS NULL");
    } else if (!fixed.units().isEmpty()) {
      sql.append(" AND (way.unit_id IS NULL OR way.unit_id IN (SELECT unnest(?::bigint[])))");
      parameters.add(array("bigint", fixed.units()));
    }
    sql.append(plain(audience, parameters));
    return sql.toString();
  }

  private static String plain(Audience audience, List<Parameter> parameters) {
    StringBuilder sql = new StringBuilder();
    if (!audience.languages().isEmpty()) {
      sql.append(" AND way.language = ANY (?)");
      parameters.add(array("text", audience.languages()));
    }
    if (!audience.kinds().isEmpty()) {
      sql.append(" AND way.kind = ANY (?)");
      parameters.add(array("text", audience.kinds().stream().map(Enum::name).toList()));
    }
    return sql.toString();
  }

  /** Numbers that are left out whatever way leads to them; who is on an EXCLUSION list always. */
  private static String excluded(Fixed fixed, List<Parameter> parameters) {
    List<UUID> lists = fixed.audience().withoutLists();
    List<String> selects = new ArrayList<>();
    selects.add(
        "SELECT phone_hash FROM tinbao.contact_list_number WHERE list_id IN"
            + " (SELECT id FROM tinbao.contact_list"
            + " WHERE basis = 'EXCLUSION' AND confirmed_at IS NOT NULL AND ends_at > now())");
    if (!lists.isEmpty()) {
      selects.add("SELECT phone_hash FROM tinbao.contact_list_number WHERE list_id = ANY (?)");
      parameters.add(array("uuid", lists));
    }
    if (!fixed.withoutUnits().isEmpty()) {
      selects.add(
          "SELECT phone_hash FROM tinbao.subscription"
              + " WHERE unit_id IN (SELECT unnest(?::bigint[]))");
      parameters.add(array("bigint", fixed.withoutUnits()));
      selects.add(
          "SELECT phone_hash FROM tinbao.contact_list_number"
              + " WHERE unit_id IN (SELECT unnest(?::bigint[]))");
      parameters.add(array("bigint", fixed.withoutUnits()));
    }
    return String.join(" UNION ", selects);
  }

  private static final String FATE =
      "CASE WHEN out.phone_hash IS NOT NULL THEN 2"
          + " WHEN barred.phone_hash IS NOT NULL THEN 1 ELSE 0 END AS fate";

  private static String joins(String excluded) {
    return "LEFT JOIN tinbao.barred_number barred ON barred.phone_hash = way.phone_hash"
        + " LEFT JOIN (SELECT DISTINCT phone_hash FROM ("
        + excluded
        + ") left_out) out ON out.phone_hash = way.phone_hash";
  }

  private static Parameter array(String type, Collection<?> values) {
    return (statement, index) ->
        statement.setArray(index, statement.getConnection().createArrayOf(type, values.toArray()));
  }
}
