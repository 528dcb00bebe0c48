package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.keys.KeyFileException;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false, startApplication = false)
class KeyCheckTest {
  @Inject TransactionOperations<Connection> transactions;
  @Inject JdbcOperations jdbc;
  @Inject PhoneKey key;
  @Inject HomeDirectory home;
  @Inject TestSql sql;
  @TempDir Path elsewhere;

  @Test
  void a_database_refuses_a_phone_key_that_is_not_its_own() {
    assertThat(sql.number("SELECT count(*) FROM sms.key_mark")).as("marked at start").isEqualTo(1);
    new KeyCheck(transactions, jdbc, key, home).check();
    PhoneKey wrong = PhoneKey.load(elsewhere.resolve("phone.key"));
    assertThatThrownBy(() -> new KeyCheck(transactions, jdbc, wrong, home).check())
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("phone.key")
        .hasMessageContaining("backup");
  }
}
