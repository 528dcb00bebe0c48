package vn.tinbao.sms.db;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/**
 * Puts the real database behind Micronaut's data source {@code default}, and migrates it before
 * anybody gets the data source.
 */
@Factory
final class DataSourceWiring {

  /** Micronaut checks the URL before a listener may set it; {@link DatabaseDefaults} has one. */
  @Singleton
  BeanCreatedEventListener<DatasourceConfiguration> address(Database database) {
    return new AddressListener(database.address());
  }

  @Singleton
  BeanCreatedEventListener<DataSource> migrate(Migrations migrations) {
    return new MigrationListener(migrations);
  }

  private record AddressListener(DatabaseAddress address)
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
      // Details of an error quote the values of keys: content, which must not reach a log.
      configuration.addDataSourceProperty("logServerErrorDetail", "false");
      configuration.addDataSourceProperty("reWriteBatchedInserts", "true");
      return configuration;
    }
  }

  private record MigrationListener(Migrations migrations)
      implements BeanCreatedEventListener<DataSource>, Ordered {
    /** Before Micronaut Data wraps the pool: the wrapper needs a data source that is finished. */
    @Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
      migrations.apply(DelegatingDataSource.unwrapDataSource(event.getBean()));
      return event.getBean();
    }
  }
}
