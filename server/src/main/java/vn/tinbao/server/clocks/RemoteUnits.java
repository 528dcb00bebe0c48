package vn.tinbao.server.clocks;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import vn.tinbao.server.live.Live;

/** Communes that count as remote, in memory: intake asks for each tip. */
@Singleton
class RemoteUnits {
  /** Topic on which other nodes learn of a change. */
  static final String CHANGED = "remote-units";

  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final Disposable listening;
  private volatile @Nullable Set<Long> known;

  RemoteUnits(JdbcOperations jdbc, TransactionOperations<Connection> transactions, Live live) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.listening = live.stream(CHANGED).subscribe(hint -> known = null);
  }

  boolean contain(@Nullable Long unitId) {
    if (unitId == null) {
      return false;
    }
    Set<Long> units = known;
    if (units == null) {
      units = transactions.executeRead(status -> read());
      known = units;
    }
    return units.contains(unitId);
  }

  private Set<Long> read() {
    return jdbc.prepareStatement(
        "SELECT unit_id FROM tinbao.remote_unit",
        select -> {
          Set<Long> units = new HashSet<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              units.add(row.getLong(1));
            }
          }
          return Set.copyOf(units);
        });
  }

  @PreDestroy
  void stop() {
    listening.dispose();
  }
}
