package vn.tinbao.server.search;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.tip.TipTexts;
import vn.tinbao.sms.db.SqlTime;

/**
 * Makes the hashes of tips whose words or files changed. After the tip was taken in, in a
 * transaction of its own: a report is never lost or slow for their sake.
 */
@Singleton
public class Indexing {
  /** Goes up when other hashes are made than before: then all are made anew. */
  static final int VERSION = 1;

  private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);
  private static final int AT_ONCE = 20;
  private static final int LOOK_AT = 10_000;
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final IndexQueue queue;
  private final TipTexts texts;
  private final List<TextIndex> indexes;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Indexing(
      IndexQueue queue,
      TipTexts texts,
      List<TextIndex> indexes,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.queue = queue;
    this.texts = texts;
    this.indexes = indexes;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Does some of what waits. Any number of nodes may do so at once.
   *
   * @return whether there may be more
   */
  public boolean some() {
    Instant now = SqlTime.now(clock);
    List<IndexQueue.Turn> taken = queue.claim(now, now.plus(LEASE), AT_ONCE);
    for (IndexQueue.Turn turn : taken) {
      try {
        transactions.executeWrite(status -> make(turn));
      } catch (RuntimeException e) {
        LOG.warn("Tip {} is not indexed: {}", turn.tipId(), e.getClass().getSimpleName());
        queue.later(turn, now.plus(wait(turn.attempts())));
      }
    }
    return taken.size() == AT_ONCE;
  }

  /** Puts every tip into the queue that lacks its hashes. */
  public void addMissing() {
    @Nullable UUID last = null;
    do {
      last = queue.addMissing(last, VERSION, LOOK_AT);
    } while (last != null);
  }

  private boolean make(IndexQueue.Turn turn) {
    Optional<TipTexts.Text> text = texts.open(turn.tipId());
    text.ifPresent(opened -> indexes.forEach(index -> index.put(opened)));
    queue.done(turn);
    return text.isPresent();
  }

  private static Duration wait(int attempts) {
    Duration wait = Duration.ofSeconds(1L << Math.min(attempts, 12));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
