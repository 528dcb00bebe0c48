package vn.tinbao.server.live;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import vn.tinbao.sms.db.Bell;

/**
 * Tells whoever listens on a topic, on any node, that there is something to look at. Topics are
 * codes without blanks; references are opaque ids, never content, but for news that is public
 * anyway (8,000 bytes at most, PostgreSQL's limit for a note). Delivery is at most once and after
 * commit; listeners that must not miss anything look at the rows when they start and now and then.
 * After a lost connection to the database every listener gets an empty reference once.
 */
@Singleton
public final class Live {
  private static final String CHANNEL = "tinbao_live";

  /** Signals a slow listener may fall behind before it is cut off and has to look anew. */
  private static final int BUFFER = 256;

  private final Bell bell;
  private final Runnable stopListening;
  private final ConcurrentHashMap<String, Sinks.Many<String>> topics = new ConcurrentHashMap<>();

  Live(Bell bell) {
    this.bell = bell;
    this.stopListening = bell.listenToNotes(CHANNEL, this::hear);
  }

  /** Sends the hint once the running transaction has committed; at once when there is none. */
  public void afterCommit(String topic, String ref) {
    bell.ringAfterCommit(CHANNEL, topic + ' ' + ref);
  }

  /** Sends the hint here at once and to the other nodes within some milliseconds. */
  public void now(String topic, String ref) {
    bell.ring(CHANNEL, topic + ' ' + ref);
  }

  /**
   * References sent on this topic from now on. Ends with an error when the listener is too slow.
   */
  public Flux<String> stream(String topic) {
    return Flux.defer(
        () ->
            topics
                .computeIfAbsent(topic, t -> Sinks.many().multicast().directBestEffort())
                .asFlux()
                .onBackpressureBuffer(BUFFER));
  }

  private void hear(String note) {
    int blank = note.indexOf(' ');
    if (blank < 0) {
      topics.keySet().forEach(topic -> deliver(topic, ""));
    } else {
      deliver(note.substring(0, blank), note.substring(blank + 1));
    }
  }

  private void deliver(String topic, String ref) {
    Sinks.Many<String> sink = topics.get(topic);
    if (sink != null) {
      synchronized (sink) {
        var unused = sink.tryEmitNext(ref);
      }
    }
  }

  @PreDestroy
  void stop() {
    stopListening.run();
  }
}
