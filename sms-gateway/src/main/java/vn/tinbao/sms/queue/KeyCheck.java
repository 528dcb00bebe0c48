package vn.tinbao.sms.queue;

import io.micronaut.context.annotation.Context;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.annotation.PostConstruct;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.Arrays;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.keys.KeyFileException;
import vn.tinbao.sms.phone.PhoneKey;

/**
 * Refuses to start with a phone key that is not the one this database was written with: nobody who
 * wrote before would be recognised, and no waiting message could be sent.
 */
@Context
public class KeyCheck {
  private final TransactionOperations<Connection> transactions;
  private final JdbcOperations jdbc;
  private final PhoneKey key;
  private final HomeDirectory home;

  KeyCheck(
      TransactionOperations<Connection> transactions,
      JdbcOperations jdbc,
      PhoneKey key,
      HomeDirectory home) {
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.key = key;
    this.home = home;
  }

  /**
   * @throws KeyFileException when the key is another
   */
  @PostConstruct
  void check() {
    transactions.executeWrite(
        transaction -> {
          compare();
          return transaction;
        });
  }

  private void compare() {
    byte[] mark = key.mark();
    jdbc.prepareStatement(
        "INSERT INTO sms.key_mark (name, mark) VALUES ('phone', ?) ON CONFLICT DO NOTHING",
        insert -> {
          insert.setBytes(1, mark);
          return insert.executeUpdate();
        });
    boolean same =
        jdbc.prepareStatement(
            "SELECT mark FROM sms.key_mark WHERE name = 'phone'",
            select -> {
              try (ResultSet row = select.executeQuery()) {
                return row.next() && Arrays.equals(row.getBytes("mark"), mark);
              }
            });
    if (!same) {
      throw new KeyFileException(
          "The phone key "
              + home.resolve("keys").resolve("phone.key")
              + " is not the one this database was written with. Put the right file there: from the"
              + " backup, or from another node.");
    }
  }
}
