package vn.tinbao.sms.db;

import io.micronaut.context.annotation.Requires;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Says at {@code /health} which schemas this process brought up to date. */
@Singleton
@Requires(beans = HealthEndpoint.class)
final class MigrationHealth extends AbstractHealthIndicator<Map<String, List<String>>> {
  private final Migrations migrations;

  MigrationHealth(Migrations migrations) {
    this.migrations = migrations;
  }

  @Override
  protected Map<String, List<String>> getHealthInformation() {
    healthStatus = migrations.done() ? HealthStatus.UP : HealthStatus.DOWN;
    return Map.of("schemas", migrations.all().stream().map(SchemaMigration::schema).toList());
  }

  @Override
  protected String getName() {
    return "migrations";
  }
}
