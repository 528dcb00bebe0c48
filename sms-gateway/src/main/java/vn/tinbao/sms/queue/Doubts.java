package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SentSearch;
import vn.tinbao.sms.provider.SentSearch.Found;
import vn.tinbao.sms.provider.StatusNews;

/**
 * Settles unknown outcomes by asking providers that can be asked: what was sent after all is
 * accepted. What is not found is still no proof (lists lag, and an account may hide texts in them):
 * then the class decides, as it does when nobody can tell for a while.
 */
@Singleton
class Doubts {
  private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);
  private static final int AT_ONCE = 50;

  /** Until another node, or the next sweep, asks about the same message again. */
  private static final Duration ASKED_FOR = Duration.ofMinutes(1);

  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final LedgerPages pages;
  private final StatusDesk status;
  private final Carriers carriers;
  private final Call call;
  private final SenderSettings settings;
  private final Clock clock;

  /** The last questions to each provider. */
  private final Map<String, CompletableFuture<Void>> open = new HashMap<>();

  Doubts(
      JdbcOperations jdbc,
      TransactionOperations<Connection> transactions,
      LedgerPages pages,
      StatusDesk status,
      Carriers carriers,
      PhoneKey key,
      SenderSettings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.pages = pages;
    this.status = status;
    this.carriers = carriers;
    this.call = new Call(key, settings);
    this.settings = settings;
    this.clock = clock;
  }

  /** A message whose outcome is unknown. */
  private record Doubt(Claimed message, Instant startedAt) {}

  /** Providers that can be asked; their doubts are not decided by class alone. */
  List<String> askable() {
    return carriers.all().stream()
        .filter(carrier -> carrier.provider().search().isPresent())
        .map(Carrier::name)
        .toList();
  }

  /**
   * Asks about what is due; the answers are written down when they come. A provider that has not
   * answered all questions of the last time is asked nothing new: they would pile up, with texts.
   *
   * @return done when all open questions are answered
   */
  synchronized CompletableFuture<Void> ask() {
    for (Carrier carrier : carriers.all()) {
      Optional<SentSearch> search = carrier.provider().search();
      CompletableFuture<Void> before = open.get(carrier.name());
      boolean answered = before == null || before.isDone();
      if (answered && search.isPresent() && carrier.provider().connected()) {
        List<CompletableFuture<?>> asked = new ArrayList<>();
        for (Doubt doubt : due(carrier.name(), search.get().reliableAfter())) {
          asked.add(ask(carrier.name(), search.get(), doubt));
        }
        open.put(carrier.name(), CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)));
      }
    }
    return CompletableFuture.allOf(open.values().toArray(CompletableFuture[]::new));
  }

  /** By outbound_doubt. What is returned is ours for a while. */
  private List<Doubt> due(String provider, Duration reliableAfter) {
    return transactions.executeWrite(
        transaction ->
            jdbc.prepareStatement(
                """
                UPDATE sms.outbound o SET next_at = ?
                  FROM (SELECT d.id, a.n, a.started_at FROM sms.outbound d
                          JOIN sms.attempt a ON a.message_id = d.id AND a.n = d.attempt
                         WHERE d.state = 'UNKNOWN' AND d.next_at <= ? AND d.provider = ?
                           AND a.started_at <= ?
                         ORDER BY d.next_at LIMIT ? FOR UPDATE OF d SKIP LOCKED) due
                 WHERE o.id = due.id
                RETURNING o.id, o.attempt, o.to_hash, o.to_cipher, o.body, o.message_class,
                  o.area, o.segments, o.valid_until, due.started_at
                """,
                update -> {
                  Instant now = clock.instant();
                  update.setObject(1, SqlTime.of(now.plus(ASKED_FOR)));
                  update.setObject(2, SqlTime.of(now));
                  update.setString(3, provider);
                  update.setObject(4, SqlTime.of(now.minus(reliableAfter)));
                  update.setInt(5, AT_ONCE);
                  List<Doubt> due = new ArrayList<>();
                  try (ResultSet row = update.executeQuery()) {
                    while (row.next()) {
                      due.add(doubt(row));
                    }
                  }
                  return due;
                }));
  }

  private static Doubt doubt(ResultSet row) throws SQLException {
    return new Doubt(
        new Claimed(
            row.getObject("id", UUID.class),
            row.getInt("attempt"),
            new SealedPhone(row.getBytes("to_hash"), row.getBytes("to_cipher")),
            row.getBytes("body"),
            MessageClass.valueOf(row.getString("message_class")),
            row.getString("area"),
            row.getInt("segments"),
            SqlTime.read(row, "valid_until")),
        Objects.requireNonNull(SqlTime.read(row, "started_at")));
  }

  private CompletableFuture<?> ask(String provider, SentSearch search, Doubt doubt) {
    CompletableFuture<Optional<Found>> answer;
    try {
      OutgoingSms sms = call.open(doubt.message());
      answer = search.find(sms, doubt.startedAt()).toCompletableFuture().copy();
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return answer.handle(
        (found, failure) -> {
          try {
            settle(provider, doubt, found, failure);
          } catch (RuntimeException e) {
            LOG.warn("What became of an SMS cannot be written: {}", e.toString());
          }
          return null;
        });
  }

  private void settle(
      String provider, Doubt doubt, @Nullable Optional<Found> found, @Nullable Throwable failure) {
    UUID id = doubt.message().id();
    if (found == null) {
      LOG.info("{} cannot tell what became of {}: {}", provider, id, Call.name(failure));
      if (doubt.startedAt().plus(settings.askFor()).isBefore(clock.instant())) {
        change(doubt, (row, now) -> decideByClass(row, row.code(), now));
      }
    } else if (found.isPresent()) {
      Found sent = found.get();
      var unused =
          status.accept(new StatusNews(provider, sent.providerMessageId(), id, sent.status()));
    } else {
      change(doubt, (row, now) -> decideByClass(row, "not-found", now));
    }
  }

  private interface Rule {
    OutboundRow after(OutboundRow row, Instant now);
  }

  private void change(Doubt doubt, Rule rule) {
    UUID id = doubt.message().id();
    int n = doubt.message().attempt();
    transactions.executeWrite(
        transaction -> {
          LedgerPage page = pages.lock(List.of(new LedgerPage.Key(id, n)));
          OutboundRow row = page.row(id);
          if (row != null && row.state() == OutboundState.UNKNOWN && row.attempt() == n) {
            page.put(rule.after(row, clock.instant()));
            pages.write(page);
          }
          return null;
        });
  }

  private static OutboundRow decideByClass(OutboundRow row, @Nullable String code, Instant now) {
    boolean again = row.messageClass().resentWhenUnknown() && row.doubts() < 2;
    return row.to(again ? OutboundState.QUEUED : OutboundState.SENT_UNCONFIRMED, code).at(now);
  }
}
