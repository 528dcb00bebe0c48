package vn.tinbao.server.tip;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.Types;
import java.time.LocalTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.queue.SafeHours;

/** How reporters can be reached without danger: obeyed by what is sent, shown to who may call. */
@Singleton
public class SafeContacts {
  private final JdbcOperations jdbc;

  SafeContacts(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** Empty when the reporter of this tip asked for nothing. */
  @Transactional
  public Optional<SafeContact> of(UUID tipId) {
    return jdbc.prepareStatement(
        // By the primary key.
        """
        SELECT never_call, text_from, text_until, neutral FROM tinbao.tip_safe_contact
         WHERE tip_id = ?
        """,
        select -> {
          select.setObject(1, tipId);
          try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
              return Optional.empty();
            }
            LocalTime from = row.getObject("text_from", LocalTime.class);
            LocalTime until = row.getObject("text_until", LocalTime.class);
            return Optional.of(
                new SafeContact(
                    row.getBoolean("never_call"),
                    from == null ? null : new SafeHours(from, until),
                    row.getBoolean("neutral")));
          }
        });
  }

  /** In the transaction of whoever holds the tip. */
  @Transactional(TxType.MANDATORY)
  void replace(UUID tipId, @Nullable SafeContact safe) {
    jdbc.prepareStatement(
        "DELETE FROM tinbao.tip_safe_contact WHERE tip_id = ?",
        delete -> {
          delete.setObject(1, tipId);
          return delete.executeUpdate();
        });
    if (safe != null) {
      keep(tipId, safe);
    }
  }

  /** In the transaction that writes the tip. */
  @Transactional(TxType.MANDATORY)
  void keep(UUID tipId, SafeContact safe) {
    jdbc.prepareStatement(
        "INSERT INTO tinbao.tip_safe_contact (tip_id, never_call, text_from, text_until, neutral)"
            + " VALUES (?, ?, ?, ?, ?)",
        insert -> {
          SafeHours hours = safe.hours();
          insert.setObject(1, tipId);
          insert.setBoolean(2, safe.neverCall());
          insert.setObject(3, hours == null ? null : hours.from(), Types.TIME);
          insert.setObject(4, hours == null ? null : hours.until(), Types.TIME);
          insert.setBoolean(5, safe.neutral());
          return insert.executeUpdate();
        });
  }
}
