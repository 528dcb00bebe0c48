package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.Map;
import java.util.TreeMap;

/** What PostgreSQL counts that a piece of work looks at: it must not grow with what waits. */
@Singleton
class RowsRead {
  /**
   * Often enough for the statements of a connection to be prepared and their plans to be kept: what
   * is measured has been done as often before.
   */
  static final int TIMES = 12;

  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;

  RowsRead(JdbcOperations jdbc, TransactionOperations<Connection> transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /**
   * Does the work in a transaction of its own.
   *
   * @param table of schema sms, with its partitions
   * @return rows and index entries looked at, by table and index
   */
  Map<String, Long> of(String table, Runnable work) {
    return transactions.executeWrite(
        transaction -> {
          // What earlier work of this connection read may still be counted here.
          Map<String, Long> before = read(table);
          work.run();
          Map<String, Long> after = read(table);
          before.forEach((name, rows) -> after.merge(name, -rows, Long::sum));
          return after;
        });
  }

  static long sum(Map<String, Long> read) {
    return read.values().stream().mapToLong(n -> n).sum();
  }

  private Map<String, Long> read(String table) {
    return jdbc.prepareStatement(
        """
        SELECT c.relname, pg_stat_get_xact_tuples_returned(c.oid) AS read
          FROM pg_class c
         WHERE c.relnamespace = 'sms'::regnamespace AND c.relname LIKE ? || '%'
           AND pg_stat_get_xact_tuples_returned(c.oid) > 0
        """,
        select -> {
          select.setString(1, table);
          Map<String, Long> read = new TreeMap<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              read.put(row.getString("relname"), row.getLong("read"));
            }
          }
          return read;
        });
  }
}
