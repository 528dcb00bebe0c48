package vn.tinbao.sms.bench;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.BodySeal;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.SmsInbox;
import vn.tinbao.sms.queue.SmsOutbox;

/**
 * The side of the server in a bench: a database of its own with production's settings, the keys,
 * the doors of the queue. It sends nothing itself.
 */
final class House implements AutoCloseable {
  private static final int BATCH = 500;

  private final Path home;
  private final ApplicationContext context;
  private long number;
  private long caller = 40_000_000;

  private House(Path home, ApplicationContext context) {
    this.home = home;
    this.context = context;
  }

  static House open() throws IOException {
    Path home = Files.createTempDirectory("tinbao-bench-");
    ApplicationContext context =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .properties(
                Map.of("tinbao.home", home.toString(), "tinbao.sms.sender.enabled", "false"))
            .start();
    House house = new House(home, context);
    BodySeal.createKeys(context.getBean(HomeDirectory.class).resolve("keys"));
    context.getBean(PhoneKey.class);
    return house;
  }

  Path home() {
    return home;
  }

  /** The process of the database. */
  long postgres() {
    try {
      return Long.parseLong(
          Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).get(0).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts so many messages into the queue, each to a number of its own.
   *
   * @return whose they are
   */
  Phones.Range enqueue(int count, MessageClass messageClass, String text) {
    SmsOutbox outbox = context.getBean(SmsOutbox.class);
    PhoneKey key = context.getBean(PhoneKey.class);
    Phones.Range range = take(count);
    for (int done = 0; done < count; done += BATCH) {
      outbox.enqueueAll(
          LongStream.range(done, Math.min(done + BATCH, count))
              .mapToObj(
                  i ->
                      new OutboundSms(
                          UuidCreator.getTimeOrderedEpoch(),
                          messageClass,
                          key.seal(new PhoneNumber(Phones.number(range.first() + i))),
                          text,
                          null))
              .toList());
    }
    return range;
  }

  private synchronized Phones.Range take(int count) {
    number += count;
    return new Phones.Range(number - count, count);
  }

  /** The number of somebody who has not written yet. */
  synchronized PhoneNumber nextCaller() {
    return new PhoneNumber(Phones.number(caller++));
  }

  /** Acts upon waiting messages as the server does, without the server's work; how many. */
  int handleInbound(int most) {
    SmsInbox inbox = context.getBean(SmsInbox.class);
    return transactions()
        .executeWrite(
            transaction -> {
              var claimed = inbox.claim(most);
              claimed.forEach(sms -> inbox.done(sms.id()));
              return claimed.size();
            });
  }

  @SuppressWarnings("unchecked")
  private TransactionOperations<Connection> transactions() {
    return context.getBean(TransactionOperations.class);
  }

  /** The only number that a query answers. */
  long number(String sql) {
    return Long.parseLong(text(sql));
  }

  /** By a connection of the pool: a new one costs the database more than most questions. */
  String text(String sql) {
    return transactions()
        .executeRead(
            transaction -> {
              try (Statement statement = transaction.getConnection().createStatement();
                  ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
              }
            });
  }

  /**
   * What autovacuum does within a minute. Until then the gateway's prepared statements keep the
   * plans that were good for empty tables.
   */
  void analyze() {
    run("ANALYZE");
  }

  void run(String sql) {
    try (Connection connection = context.getBean(Database.class).address().connect("bench");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
    try (Stream<Path> walk = Files.walk(home)) {
      for (Path path : (Iterable<Path>) walk.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
