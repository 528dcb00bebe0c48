package vn.tinbao.server.victim;

import io.micronaut.context.annotation.Bean;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import vn.tinbao.sms.db.Statements;

/** Statements of this room. */
@Singleton
@Bean(typed = VictimSql.class)
class VictimSql extends Statements {
  VictimSql(JdbcOperations jdbc) {
    super(jdbc);
  }
}
