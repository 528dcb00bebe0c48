package vn.tinbao.sms.db;

import io.micronaut.context.annotation.Requires;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Map;

/** Says at {@code /health} whether the database answers, and which PostgreSQL it is. */
@Singleton
@Requires(beans = HealthEndpoint.class)
final class DatabaseHealth extends AbstractHealthIndicator<Map<String, String>> {
  private final TransactionOperations<Connection> transactions;

  DatabaseHealth(TransactionOperations<Connection> transactions) {
    this.transactions = transactions;
  }

  @Override
  protected Map<String, String> getHealthInformation() {
    try {
      String version =
          transactions.executeRead(
              transaction -> {
                Connection connection = transaction.getConnection();
                try (var select = connection.createStatement();
                    var row = select.executeQuery("SHOW server_version")) {
                  return row.next() ? row.getString(1) : "";
                }
              });
      healthStatus = HealthStatus.UP;
      return Map.of("postgresql", version);
    } catch (RuntimeException e) {
      healthStatus = HealthStatus.DOWN;
      return Map.of("error", e.getClass().getSimpleName());
    }
  }

  @Override
  protected String getName() {
    return "database";
  }
}
