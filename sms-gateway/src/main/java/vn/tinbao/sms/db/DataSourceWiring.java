package vn.tinbao.sms.db;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Puts the real database behind Micronaut's data source {@code default}, and migrates it before
 * anybody gets the data source.
 */
@Factory
final class DataSourceWiring {

  /** Micronaut checks the URL before a listener may set it; {@link DatabaseDefaults} has one. */
  @Singleton
  BeanCreatedEventListener<DatasourceConfiguration> address(
      Database database, DatabaseSettings settings) {
    return new AddressListener(database.address(), settings.silence());
  }

  @Singleton
  BeanCreatedEventListener<DataSource> migrate(Migrations migrations, Database database) {
    return new MigrationListener(migrations, database.address());
  }

  private record AddressListener(DatabaseAddress address, Duration silence)
      implements BeanCreatedEventListener<DatasourceConfiguration> {
    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
      DatasourceConfiguration configuration = event.getBean();
      configuration.setUrl(address.url());
      if (!address.user().isEmpty()) {
        configuration.setUsername(address.user());
        configuration.setPassword(address.password());
      }
      configuration.addDataSourceProperty("ApplicationName", "tinbao");
      configuration.addDataSourceProperty("tcpKeepAlive", "true");
      configuration.addDataSourceProperty("socketTimeout", Long.toString(silence.toSeconds()));
      // Details of an error quote the values of keys: content, which must not reach a log.
      configuration.addDataSourceProperty("logServerErrorDetail", "false");
      configuration.addDataSourceProperty("reWriteBatchedInserts", "true");
      return configuration;
    }
  }

  private record MigrationListener(Migrations migrations, DatabaseAddress address)
      implements BeanCreatedEventListener<DataSource>, Ordered {
    /** Before Micronaut Data wraps the pool: the wrapper needs a data source that is finished. */
    @Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
      // Not through the pool: a migration may take longer than the pool waits for an answer.
      migrations.apply(address.asDataSource());
      return event.getBean();
    }
  }
}
