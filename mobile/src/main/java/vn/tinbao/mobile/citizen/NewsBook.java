package vn.tinbao.mobile.citizen;

import io.avaje.jsonb.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.EventStream;
import vn.tinbao.mobile.net.Fetched;
import vn.tinbao.mobile.net.Topics;
import vn.tinbao.mobile.net.wire.ArticleDoc;
import vn.tinbao.mobile.net.wire.TopicNews;
import vn.tinbao.mobile.net.wire.UnitFound;
import vn.tinbao.mobile.store.Changes;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.Language;

/**
 * News of the places that the person follows. The server keeps nowhere who follows what: the app
 * asks for its places now and then, and listens while it is open. Each news is told once however
 * many places it comes by; articles that were opened can be read again without a network.
 *
 * <p>Following begins with a tap, never by itself: what a place is asked for tells whoever watches
 * the line where somebody's worries are. Everything kept lies in the vault and goes with it.
 *
 * <p>Methods that ask the server block and say so; listeners run on the screen thread.
 */
public final class NewsBook implements AutoCloseable {
  /** As many as the server answers at once. */
  public static final int MOST_PLACES = Topics.MOST;

  /** As many news as a person looks through, the newest. */
  private static final int MOST_NEWS = 50;

  /** Ids of news that were told, so that none is told again after it left the list. */
  private static final int MOST_TOLD = 300;

  private static final Duration POLL = Duration.ofMinutes(30);
  private static final String BOOK = "news";
  private static final String ARTICLES = "article/";
  private static final String ARTICLE = "article";

  private final TypedRecords<Kept> shelf;
  private final TypedRecords<Copy> articles;
  private final Vault vault;
  private final Topics topics;
  private final Api api;
  private final Clock clock;
  private final Supplier<Language> language;
  private final EventStream.Pace pace;
  private final Changes changes;
  private final Changes arrivals;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "news");
            thread.setDaemon(true);
            return thread;
          });
  private Kept kept;
  private @Nullable EventStream stream;
  private Set<String> heard = Set.of();
  private boolean closed;

  /**
   * The book as one record of the vault.
   *
   * @param told ids of everything that was told, the newest last
   */
  @Json
  public record Kept(List<UnitFound> places, List<Item> news, List<String> told) {
    static final Kept NOTHING = new Kept(List.of(), List.of(), List.of());
  }

  /**
   * One news.
   *
   * @param id of what it is about: an article's, else its own
   * @param read whether the person has opened it
   */
  @Json
  public record Item(
      String id,
      String kind,
      String title,
      String text,
      Instant at,
      Instant validUntil,
      boolean read) {
    boolean isArticle() {
      return kind.equals(ARTICLE);
    }

    Item opened() {
      return new Item(id, kind, title, text, at, validUntil, true);
    }
  }

  /**
   * An article as it was last had.
   *
   * @param mark of the server, null when it gave none
   */
  @Json
  public record Copy(ArticleDoc article, @Nullable String mark, Instant fetchedAt) {}

  /** What became of opening an article. */
  sealed interface Opened {
    /**
     * @param fresh whether the server has just said that it is so
     */
    record Here(ArticleDoc article, Instant fetchedAt, boolean fresh) implements Opened {}

    /** It was withdrawn; nothing of it is left on this phone. */
    record Withdrawn() implements Opened {}

    /** There is no copy, and no network. */
    record NotNow() implements Opened {}
  }

  /**
   * @param language in which news are asked for
   * @param pace of the stream of hints
   */
  public NewsBook(
      Vault vault,
      Api api,
      Clock clock,
      Supplier<Language> language,
      EventStream.Pace pace,
      Executor screen) {
    this.vault = vault;
    this.shelf = new TypedRecords<>(vault, "", Codec.of(Kept.class));
    this.articles = new TypedRecords<>(vault, ARTICLES, Codec.of(Copy.class));
    this.api = api;
    this.topics = new Topics(api);
    this.clock = clock;
    this.language = language;
    this.pace = pace;
    this.changes = new Changes(screen);
    this.arrivals = new Changes(screen);
    this.kept = shelf.get(BOOK).orElse(Kept.NOTHING);
  }

  /** Begins to ask and to listen. */
  public void start() {
    var unused =
        worker.scheduleWithFixedDelay(
            this::refreshQuietly, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
  }

  // ---- places

  public synchronized List<UnitFound> places() {
    return kept.places();
  }

  /**
   * Follows a place; false when it is followed already or there are too many.
   *
   * @throws VaultException when the phone cannot keep it
   */
  public boolean follow(UnitFound unit) {
    synchronized (this) {
      boolean known = kept.places().stream().anyMatch(place -> isSame(place, unit));
      if (known || kept.places().size() >= MOST_PLACES) {
        return false;
      }
      List<UnitFound> places = new ArrayList<>(kept.places());
      places.add(unit);
      keep(new Kept(List.copyOf(places), kept.news(), kept.told()));
    }
    placesChanged();
    return true;
  }

  /** Follows a place no more; its news stay until they are old. */
  public void unfollow(UnitFound unit) {
    synchronized (this) {
      keep(
          new Kept(
              kept.places().stream().filter(place -> !isSame(place, unit)).toList(),
              kept.news(),
              kept.told()));
    }
    placesChanged();
  }

  private static boolean isSame(UnitFound one, UnitFound other) {
    return one.code().equals(other.code()) && one.validFrom().equals(other.validFrom());
  }

  private void placesChanged() {
    refreshSoon();
    changes.fire();
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (UnitFound place : places()) {
      Topics.name(place.code(), place.validFrom(), language.get().code()).ifPresent(names::add);
    }
    return names;
  }

  // ---- news

  /** What is still good, the newest first. */
  public synchronized List<Item> news() {
    Instant now = clock.instant();
    return kept.news().stream().filter(item -> item.validUntil().isAfter(now)).toList();
  }

  public int unread() {
    return (int) news().stream().filter(item -> !item.read()).count();
  }

  /** The person has opened this one. */
  void read(Item item) {
    synchronized (this) {
      keep(
          new Kept(
              kept.places(),
              kept.news().stream()
                  .map(each -> each.id().equals(item.id()) ? each.opened() : each)
                  .toList(),
              kept.told()));
    }
    changes.fire();
  }

  /** Asks soon, elsewhere. */
  public void refreshSoon() {
    if (!worker.isShutdown()) {
      worker.execute(this::refreshQuietly);
    }
  }

  private void refreshQuietly() {
    try {
      listen();
      var unused = refresh();
    } catch (RuntimeException fullClosedOrUnreadable) {
      // The list stays as it was, and the next round comes.
    }
  }

  /** Asks the server; false when it gave no answer. Blocks. */
  public boolean refresh() {
    Answer<List<TopicNews>> answer = topics.news(names());
    if (!(answer instanceof Answer.Ok<List<TopicNews>> ok)) {
      return false;
    }
    if (take(ok.value())) {
      arrivals.fire();
    }
    changes.fire();
    return true;
  }

  private synchronized boolean take(List<TopicNews> answer) {
    if (closed) {
      return false;
    }
    Instant now = clock.instant();
    Set<String> told = new LinkedHashSet<>(kept.told());
    List<Item> news = new ArrayList<>(kept.news());
    int at = 0;
    for (TopicNews each : answer) {
      String id = each.kind().equals(ARTICLE) ? each.ref() : each.id();
      if (told.add(id)) {
        news.add(
            at++,
            new Item(
                id, each.kind(), each.title(), each.text(), each.at(), each.validUntil(), false));
      }
    }
    news.removeIf(item -> !item.validUntil().isAfter(now));
    List<String> ids = new ArrayList<>(told);
    Kept fresh =
        new Kept(
            kept.places(),
            List.copyOf(news.subList(0, Math.min(news.size(), MOST_NEWS))),
            List.copyOf(ids.subList(Math.max(0, ids.size() - MOST_TOLD), ids.size())));
    if (!fresh.equals(kept)) {
      keep(fresh);
      forgetOldArticles();
    }
    return at > 0;
  }

  /** Copies of articles go with their news, and not before. */
  private void forgetOldArticles() {
    for (String name : vault.names(ARTICLES)) {
      String id = name.substring(ARTICLES.length());
      if (kept.news().stream().noneMatch(item -> item.id().equals(id))) {
        vault.delete(name);
      }
    }
  }

  private void keep(Kept fresh) {
    shelf.put(BOOK, fresh);
    kept = fresh;
  }

  // ---- articles

  /** The article of a news, as new as can be had. Blocks. */
  Opened open(Item item) {
    Optional<Copy> copy = articles.get(item.id());
    String mark =
        copy.filter(c -> language.get().code().equals(c.article().language()))
            .map(Copy::mark)
            .orElse(null);
    Answer<Fetched<ArticleDoc>> answer = api.article(item.id(), language.get().code(), mark);
    if (answer instanceof Answer.Ok<Fetched<ArticleDoc>> ok) {
      ArticleDoc article = ok.value().value();
      Instant now = clock.instant();
      if (article == null) {
        return copy.<Opened>map(c -> new Opened.Here(c.article(), now, true))
            .orElseGet(Opened.NotNow::new);
      }
      articles.put(item.id(), new Copy(article, ok.value().mark(), now));
      return new Opened.Here(article, now, true);
    }
    if (answer instanceof Answer.Refused<Fetched<ArticleDoc>> no
        && (no.status() == 404 || no.status() == 410)) {
      articles.delete(item.id());
      withdraw(item);
      return new Opened.Withdrawn();
    }
    return copy.<Opened>map(c -> new Opened.Here(c.article(), c.fetchedAt(), false))
        .orElseGet(Opened.NotNow::new);
  }

  private void withdraw(Item item) {
    synchronized (this) {
      keep(
          new Kept(
              kept.places(),
              kept.news().stream().filter(each -> !each.id().equals(item.id())).toList(),
              kept.told()));
    }
    changes.fire();
  }

  // ---- listening

  private final class Hints implements EventStream.Listener {
    @Override
    public void connected() {
      refreshSoon();
    }

    @Override
    public void event(String type, String data) {
      // What it says is asked for anew: one way in, one place that knows what was told.
      refreshSoon();
    }

    @Override
    public void lost() {
      // The list stays; it comes back by itself.
    }

    @Override
    public void denied() {
      // A Wi-Fi log-in page: it comes back by itself.
    }
  }

  private void listen() {
    Set<String> names = names();
    EventStream before;
    synchronized (this) {
      if (names.equals(heard) && stream != null) {
        return;
      }
      heard = names;
      before = stream;
      stream = closed || names.isEmpty() ? null : topics.events(names, new Hints(), pace);
      if (stream != null) {
        stream.start();
      }
    }
    if (before != null) {
      before.close();
    }
  }

  public Runnable onChange(Runnable listener) {
    return changes.listen(listener);
  }

  /** Something came that was not told before. */
  public Runnable onArrival(Runnable listener) {
    return arrivals.listen(listener);
  }

  @Override
  public void close() {
    EventStream last;
    synchronized (this) {
      closed = true;
      last = stream;
      stream = null;
    }
    if (last != null) {
      last.close();
    }
    worker.shutdownNow();
  }
}
