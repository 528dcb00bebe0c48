package vn.tinbao.server;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import vn.tinbao.sms.db.SchemaMigration;

/** The server's schema, migrated after the gateway's. */
@Factory
final class TinBaoSchema {

  @Singleton
  @Named("tinbao")
  SchemaMigration tinbao() {
    return new SchemaMigration("tinbao", "classpath:db/tinbao", 20);
  }
}
