package vn.tinbao.sms.db;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/**
 * Declares the data source {@code default} in every context, so that no module repeats it. The
 * values yield to any other source of configuration.
 */
@ContextConfigurer
public final class DatabaseDefaults implements ApplicationContextConfigurer {
  private static final int BELOW_ALL_OTHERS = -1000;

  @Override
  public void configure(ApplicationContextBuilder builder) {
    builder.propertySources(
        PropertySource.of(
            "tinbao-database",
            Map.of(
                "datasources.default.url",
                "jdbc:postgresql://embedded/tinbao",
                "datasources.default.driver-class-name",
                "org.postgresql.Driver",
                "datasources.default.db-type",
                "postgres",
                "datasources.default.dialect",
                "POSTGRES",
                "datasources.default.schema-generate",
                "NONE",
                "datasources.default.maximum-pool-size",
                "${TINBAO_DB_POOL:16}",
                "datasources.default.minimum-idle",
                4,
                "datasources.default.connection-timeout",
                10_000,
                // A server that is away is reported by Migrations, with what to do about it.
                "datasources.default.initialization-fail-timeout",
                -1),
            BELOW_ALL_OTHERS));
  }
}
