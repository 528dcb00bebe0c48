package vn.tinbao.server.catalogue;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Communes where the longer limits for remote places run, in memory: intake asks for each tip. Read
 * anew when the catalogue has another version.
 */
@Singleton
public class RemoteUnits {
  private final TransactionOperations<Connection> transactions;
  private final Catalogue catalogue;
  private volatile @Nullable Known known;

  RemoteUnits(TransactionOperations<Connection> transactions, Catalogue catalogue) {
    this.transactions = transactions;
    this.catalogue = catalogue;
  }

  /** What was read under a version of the catalogue, or a little later. */
  private record Known(long version, Map<Long, List<RemoteUnit>> units) {}

  /**
   * Whether the longer limits run for what was received that day.
   *
   * @param unitId null or what is no commune: no
   */
  public boolean contain(@Nullable Long unitId, LocalDate day) {
    return unitId != null
        && units().getOrDefault(unitId, List.of()).stream().anyMatch(unit -> unit.holdsOn(day));
  }

  /** All that hold on that day, in no order. */
  public List<RemoteUnit> on(LocalDate day) {
    return units().values().stream()
        .flatMap(List::stream)
        .filter(unit -> unit.holdsOn(day))
        .toList();
  }

  private Map<Long, List<RemoteUnit>> units() {
    long version = catalogue.now().version();
    Known before = known;
    if (before != null && before.version() == version) {
      return before.units();
    }
    Known fresh =
        new Known(
            version,
            transactions.executeRead(
                status ->
                    new RemoteTable(status.getConnection())
                        .all().stream().collect(Collectors.groupingBy(RemoteUnit::unitId))));
    known = fresh;
    return fresh.units();
  }
}
