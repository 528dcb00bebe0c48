package vn.tinbao.server.tip;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.Scope;
import vn.tinbao.server.staff.StaffMember;

/**
 * What came to an agency, whatever became of it since: the lines of its register. Nothing of the
 * report's words; who wants those opens the tip.
 */
@Singleton
public class TipRegister {
  private static final int MOST_TIMES = 50;

  private final JdbcOperations jdbc;

  TipRegister(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A tip that the agency led.
   *
   * @param since when it came to this agency
   * @param until when the agency's lead ended; null while it leads
   * @param passedTo id of the agency that took it over by a transfer; null: none did
   * @param passedAt when
   */
  public record Entry(
      UUID tipId,
      Instant since,
      @Nullable Instant until,
      @Nullable String passedTo,
      @Nullable Instant passedAt) {}

  /**
   * What the viewer's agency began to lead from {@code from} to before {@code to}, oldest first.
   *
   * @param most how many at most
   * @return none for who may open no tips
   */
  @Transactional
  public List<Entry> of(StaffMember viewer, Instant from, Instant to, int most) {
    if (Permissions.scope(viewer, Action.TIP_PRINT).compareTo(Scope.AGENCY) < 0) {
      return List.of();
    }
    return entries("a.since >= ? AND a.since < ?", viewer, at(from), at(to), most);
  }

  /**
   * When this tip came to the viewer's agency, the first time first; none when that never led it.
   */
  @Transactional
  public List<Entry> ofTip(StaffMember viewer, UUID tipId) {
    return entries("a.tip_id = ? AND a.tip_id = ?", viewer, tipId, tipId, MOST_TIMES);
  }

  private List<Entry> entries(
      String which, StaffMember viewer, Object first, Object second, int most) {
    return jdbc.prepareStatement(
        // Served by tip_agency_register, or the primary key for one tip; tip_transfer_of_tip.
        """
        SELECT a.tip_id, a.since, a.until, x.to_agency_id, x.decided_at
        FROM tinbao.tip_agency a
        LEFT JOIN LATERAL (
          SELECT to_agency_id, decided_at FROM tinbao.tip_transfer
          WHERE tip_id = a.tip_id AND from_agency_id = a.agency_id AND state = 'ACCEPTED'
            AND decided_at >= a.since
          ORDER BY decided_at LIMIT 1) x ON true
        WHERE a.agency_id = ? AND a.role = 'LEAD' AND %s
        ORDER BY a.since, a.tip_id LIMIT ?
        """
            .formatted(which),
        select -> {
          select.setString(1, viewer.agencyId());
          select.setObject(2, first);
          select.setObject(3, second);
          select.setInt(4, most);
          List<Entry> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Entry(
                      row.getObject("tip_id", UUID.class),
                      row.getObject("since", OffsetDateTime.class).toInstant(),
                      instant(row.getObject("until", OffsetDateTime.class)),
                      row.getString("to_agency_id"),
                      instant(row.getObject("decided_at", OffsetDateTime.class))));
            }
          }
          return found;
        });
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }
}
