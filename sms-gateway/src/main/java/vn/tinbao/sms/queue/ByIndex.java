package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;

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
    jdbc.prepareStatement(
        """
        SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
               set_config('enable_mergejoin', 'off', true)
        """,
        select -> {
          select.execute();
          return null;
        });
  }
}
