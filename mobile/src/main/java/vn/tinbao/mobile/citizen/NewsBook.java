package vn.tinbao.mobile.citizen;

import io.avaje.jsonb.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.EventStream;
import vn.tinbao.mobile.net.Topics;
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
  private static final String ARTICLE = "article";

  private final TypedRecords<Kept> shelf;
  private final ArticleBook articles;
  private final PlacePush push;
  private final Topics topics;
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
   * @param articles that news lead to
   * @param push tells the maker of the phone's system, when the person wants that
   * @param language in which news are asked for
   * @param pace of the stream of hints
   */
  public NewsBook(
      Vault vault,
      Topics topics,
      ArticleBook articles,
      PlacePush push,
      Clock clock,
      Supplier<Language> language,
      EventStream.Pace pace,
      Executor screen) {
    this.shelf = new TypedRecords<>(vault, "", Codec.of(Kept.class));
    this.articles = articles;
    this.push = push;
    this.topics = topics;
    this.clock = clock;
    this.language = language;
    this.pace = pace;
    this.changes = new Changes(screen);
    this.arrivals = new Changes(screen);
    this.kept = shelf.get(BOOK).orElse(Kept.NOTHING);
    articles.alsoKeep(this::articleIds);
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
      push.settle(names());
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
      articles.forgetOthers();
    }
    return at > 0;
  }

  private void keep(Kept fresh) {
    shelf.put(BOOK, fresh);
    kept = fresh;
  }

  // ---- articles

  /** The article of a news, as new as can be had. Blocks. */
  ArticleBook.Opened open(Item item) {
    ArticleBook.Opened opened = articles.open(item.id());
    if (opened instanceof ArticleBook.Opened.Withdrawn) {
      withdraw(item);
    }
    return opened;
  }

  private synchronized Set<String> articleIds() {
    return kept.news().stream()
        .filter(Item::isArticle)
        .map(Item::id)
        .collect(Collectors.toUnmodifiableSet());
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
