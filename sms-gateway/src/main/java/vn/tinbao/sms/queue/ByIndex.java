package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Keeps statements of the queue from reading whole tables. A plan is kept for a connection's life
 * until statistics change; one made while the queue, a month or a day was empty may read all of it,
 * or join by reading all of it, and a campaign of a million fills a queue faster than anybody
 * analyses it. Measured: one such claim in a queue of 100,000 took 35 seconds.
 */
final class ByIndex {
  private ByIndex() {}

  /** Until the end of this transaction, which must have begun: indexes and nested loops only. */
  static void only(JdbcOperations jdbc) {
    set(jdbc, "off");
  }

  /**
   * The same for what {@code work} asks, in a transaction that goes on with other things. When it
   * throws, the transaction is over anyway.
   */
  static <T> T only(JdbcOperations jdbc, Supplier<T> work) {
    only(jdbc);
    T result = work.get();
    set(jdbc, "on");
    return result;
  }

  /**
   * The same, put before a question that begins a transaction: both are one exchange with the
   * server. To be asked by {@link #rows}.
   */
  static String only(String question) {
    return """
        SELECT set_config('enable_seqscan', 'off', true),
               set_config('enable_hashjoin', 'off', true),
               set_config('enable_mergejoin', 'off', true);
        """
        + question;
  }

  /** Asks what {@link #only(String)} made, for the rows of the question. */
  static ResultSet rows(PreparedStatement statement) throws SQLException {
    statement.execute();
    statement.getMoreResults();
    return Objects.requireNonNull(statement.getResultSet());
  }

  private static void set(JdbcOperations jdbc, String onOff) {
    jdbc.prepareStatement(
        """
        SELECT set_config('enable_seqscan', o, true), set_config('enable_hashjoin', o, true),
               set_config('enable_mergejoin', o, true)
          FROM (VALUES (?)) AS w(o)
        """,
        select -> {
          select.setString(1, onOff);
          select.execute();
          return null;
        });
  }
}
