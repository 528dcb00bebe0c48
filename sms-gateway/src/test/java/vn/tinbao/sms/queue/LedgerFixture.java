package vn.tinbao.sms.queue;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import vn.tinbao.sms.db.Bell;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.SmsProvider;
import vn.tinbao.sms.testing.TestSql;

/** The real ledger with providers of the test. */
@Singleton
final class LedgerFixture {
  final TestSql sql;
  final Claims claims;
  final OutboundLedger ledger;
  private final SmsOutbox outbox;
  private final StatusDesk status;
  private final Campaigns campaigns;
  private final LedgerPages pages;
  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final PhoneKey key;
  private final Bell bell;
  private final SenderSettings settings;
  private final Clock clock;
  private int phones;

  LedgerFixture(
      TestSql sql,
      Claims claims,
      OutboundLedger ledger,
      SmsOutbox outbox,
      StatusDesk status,
      Campaigns campaigns,
      LedgerPages pages,
      JdbcOperations jdbc,
      TransactionOperations<Connection> transactions,
      PhoneKey key,
      Bell bell,
      SenderSettings settings,
      Clock clock) {
    this.sql = sql;
    this.claims = claims;
    this.ledger = ledger;
    this.outbox = outbox;
    this.status = status;
    this.campaigns = campaigns;
    this.pages = pages;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.key = key;
    this.bell = bell;
    this.settings = settings;
    this.clock = clock;
  }

  void empty() {
    sql.run(
        "TRUNCATE sms.provider_event, sms.attempt, sms.outbound, sms.campaign, sms.suppression,"
            + " sms.awareness_day");
  }

  /** What is left of a process after a crash: nothing but the database. */
  Running running(SmsProvider... providers) {
    return running(
        Arrays.stream(providers).map(p -> carrier(p, Route.ANY)).toArray(Carrier[]::new));
  }

  Running running(Carrier... carriers) {
    Carriers all = new Carriers(List.of(carriers));
    Doubts doubts = new Doubts(jdbc, transactions, pages, status, all, key, settings, clock);
    Sweeper sweeper = new Sweeper(ledger, status, campaigns, doubts);
    Rates rates = new Rates(clock);
    return new Running(
        all, new Sender(claims, ledger, sweeper, all, rates, key, bell, settings), doubts, rates);
  }

  Carrier carrier(SmsProvider provider, Route... routes) {
    return new Carrier(
        provider,
        List.of(routes),
        new Breaker(new BreakerSettings(20, Duration.ofSeconds(5), Duration.ofMinutes(5)), clock),
        new DeadEnds(clock),
        new Bucket(0, System::nanoTime),
        new AtomicInteger());
  }

  /** A sender of one process. */
  record Running(Carriers carriers, Sender sender, Doubts doubts, Rates rates) {
    long sent(MessageClass messageClass) {
      return rates.total(messageClass, Rates.Kind.ACCEPTED);
    }

    /** Sends what is due now and writes down what came back at once; how many were sent. */
    int send() throws InterruptedException {
      int sent = sender.sendDue();
      for (int recorded = 0; recorded < sent; ) {
        int some = sender.recordSome(Duration.ofSeconds(10));
        if (some == 0) {
          throw new AssertionError("No outcome came back");
        }
        recorded += some;
      }
      return sent;
    }
  }

  List<Line> lines() {
    return claims.lines(MessageClass.REPLY, MessageClass.AWARENESS);
  }

  /** All that is due, claimed for a provider. */
  List<Claimed> claim(String provider, int most) {
    Map<Line, Long> prices = new HashMap<>();
    lines().forEach(line -> prices.put(line, 0L));
    return claims.claim(provider, prices, most).messages();
  }

  /** The same on another connection, as another node does it. */
  CompletableFuture<List<Claimed>> claimElsewhere(String provider, int most) {
    return CompletableFuture.supplyAsync(() -> claim(provider, most));
  }

  PhoneNumber phone() {
    return new PhoneNumber("+849123%05d".formatted(phones++));
  }

  UUID enqueue(MessageClass messageClass) {
    return enqueue(messageClass, phone());
  }

  UUID enqueue(MessageClass messageClass, PhoneNumber to) {
    OutboundSms sms =
        new OutboundSms(
            UuidCreator.getTimeOrderedEpoch(), messageClass, key.seal(to), "Đã nhận tin báo", null);
    if (!outbox.enqueue(sms)) {
      throw new AssertionError("There already");
    }
    return sms.id();
  }

  String state(UUID id) {
    return sql.text("SELECT state FROM sms.outbound WHERE id = '" + id + "'");
  }

  String states() {
    return sql.text(
        "SELECT coalesce(string_agg(state || ' ' || n, ', ' ORDER BY state), '') FROM"
            + " (SELECT state, count(*) AS n FROM sms.outbound GROUP BY 1) s");
  }
}
