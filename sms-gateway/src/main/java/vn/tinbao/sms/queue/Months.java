package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of the outbound ledger, one for each month (UTC): makes those to come and drops
 * those whose messages are all forgotten. What finds no month lies in a default partition, so a
 * month that was not made in time costs nothing but a move. Any number of processes may do this.
 */
@Singleton
class Months {
  private static final Logger LOG = LoggerFactory.getLogger(Months.class);
  private static final int AHEAD = 2;
  private static final String NAME = "outbound_";
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu_MM", Locale.ROOT);

  private final JdbcOperations jdbc;
  private final Clock clock;

  Months(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Soon after the start and then every six hours. */
  @Scheduled(initialDelay = "20s", fixedDelay = "6h")
  void everySixHours() {
    try {
      int made = makeAhead();
      if (made > 0) {
        LOG.info("Made the SMS ledger's partitions of {} months", made);
      }
    } catch (RuntimeException e) {
      LOG.warn("Partitions of the SMS ledger could not be made now: {}", e.toString());
    }
  }

  /** Makes this month and the next two where they are missing; how many it made. */
  @Transactional
  int makeAhead() {
    waitBriefly();
    YearMonth now = thisMonth();
    int made = 0;
    for (int i = 0; i <= AHEAD; i++) {
      made += make(now.plusMonths(i)) ? 1 : 0;
    }
    return made;
  }

  private boolean make(YearMonth month) {
    return jdbc.prepareStatement(
        "SELECT sms.make_month(?)",
        select -> {
          select.setObject(1, month.atDay(1));
          try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
          }
        });
  }

  private YearMonth thisMonth() {
    return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
  }

  /** Months before this one that have partitions, oldest first. */
  @Transactional
  List<YearMonth> past() {
    return jdbc.prepareStatement(
        """
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'sms.outbound'::regclass ORDER BY 1
        """,
        select -> {
          List<YearMonth> months = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              try {
                YearMonth month = YearMonth.parse(row.getString(1).substring(NAME.length()), MONTH);
                if (month.isBefore(thisMonth())) {
                  months.add(month);
                }
              } catch (DateTimeParseException e) {
                continue; // the default partition
              }
            }
          }
          return months;
        });
  }

  /**
   * Drops a month if none of its messages is left, with its attempts; its news too, which names no
   * person. One message that has not reached its end keeps the month.
   *
   * @return true when it was dropped
   */
  @Transactional
  boolean dropIfEmpty(YearMonth month) {
    String suffix = MONTH.format(month);
    waitBriefly();
    return jdbc.execute(
        connection -> {
          try (var statement = connection.createStatement()) {
            try (ResultSet row =
                statement.executeQuery(
                    "SELECT EXISTS (SELECT 1 FROM sms.outbound_" + suffix + ")")) {
              row.next();
              if (row.getBoolean(1)) {
                return false;
              }
            }
            statement.execute("LOCK TABLE sms.outbound_" + suffix + " IN ACCESS EXCLUSIVE MODE");
            try (ResultSet row =
                statement.executeQuery(
                    "SELECT EXISTS (SELECT 1 FROM sms.outbound_" + suffix + ")")) {
              row.next();
              if (row.getBoolean(1)) {
                return false;
              }
            }
            statement.execute("DROP TABLE sms.outbound_" + suffix);
            statement.execute("DROP TABLE IF EXISTS sms.attempt_" + suffix);
            statement.execute("DROP TABLE IF EXISTS sms.provider_event_" + suffix);
            return true;
          }
        });
  }

  /** Whoever writes to the ledger must not queue up behind us. */
  private void waitBriefly() {
    jdbc.execute(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute("SET LOCAL lock_timeout = '2s'");
          }
        });
  }
}
