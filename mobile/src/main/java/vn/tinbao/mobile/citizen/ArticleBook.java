package vn.tinbao.mobile.citizen;

import io.avaje.jsonb.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.Fetched;
import vn.tinbao.mobile.net.wire.ArticleDoc;
import vn.tinbao.mobile.store.Changes;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.text.Language;

/**
 * Articles of campaigns, to be read without a network too. Asked for when the person opens the
 * list, never by itself; always the whole list, never that of a place, and its texts one after the
 * other: whoever watches the line learns neither where somebody's worries are nor which article was
 * opened. Everything kept lies in the vault.
 *
 * <p>Methods that ask the server block and say so; listeners run on the screen thread.
 */
public final class ArticleBook {
  private static final String LIST = "articles";
  private static final String COPIES = "article/";

  private final Vault vault;
  private final TypedRecords<Kept> shelf;
  private final TypedRecords<Copy> copies;
  private final Api api;
  private final Clock clock;
  private final Supplier<Language> language;
  private final Changes changes;
  private Supplier<Set<String>> elsewhere = Set::of;
  private Kept kept;

  /**
   * The list as one record of the vault.
   *
   * @param lines without their texts, the newest first
   * @param mark of the server, null when it gave none
   * @param language in which it was asked for
   * @param fetchedAt when the server last said that it is so; null when it never did
   */
  @Json
  public record Kept(
      List<ArticleDoc> lines,
      @Nullable String mark,
      @Nullable String language,
      @Nullable Instant fetchedAt) {
    static final Kept NOTHING = new Kept(List.of(), null, null, null);
  }

  /**
   * An article as it was last had.
   *
   * @param mark of the server, null when it gave none
   * @param language in which it was asked for; null in a copy of an older app
   */
  @Json
  public record Copy(
      ArticleDoc article, @Nullable String mark, Instant fetchedAt, @Nullable String language) {}

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
   * @param language in which articles are asked for
   */
  public ArticleBook(
      Vault vault, Api api, Clock clock, Supplier<Language> language, Executor screen) {
    this.vault = vault;
    this.shelf = new TypedRecords<>(vault, "", Codec.of(Kept.class));
    this.copies = new TypedRecords<>(vault, COPIES, Codec.of(Copy.class));
    this.api = api;
    this.clock = clock;
    this.language = language;
    this.changes = new Changes(screen);
    this.kept = shelf.get(LIST).orElse(Kept.NOTHING);
  }

  /** Copies of these are kept, too. */
  void alsoKeep(Supplier<Set<String>> ids) {
    elsewhere = ids;
  }

  /** The list as it was last had, the newest first. */
  synchronized List<ArticleDoc> lines() {
    return kept.lines();
  }

  /** When the server last said that the list is so; empty when it never did. */
  synchronized Optional<Instant> fetchedAt() {
    return Optional.ofNullable(kept.fetchedAt());
  }

  /** Asks for the list; false when the one at hand is the best there is. Blocks. */
  boolean refresh() {
    String wanted = language.get().code();
    Kept before;
    synchronized (this) {
      before = kept;
    }
    String mark = wanted.equals(before.language()) ? before.mark() : null;
    if (!(api.articles(wanted, mark) instanceof Answer.Ok<Fetched<List<ArticleDoc>>> ok)) {
      return false;
    }
    List<ArticleDoc> lines = ok.value().value();
    keep(
        new Kept(
            lines == null ? before.lines() : lines, ok.value().mark(), wanted, clock.instant()));
    forgetOthers();
    changes.fire();
    return true;
  }

  /**
   * Fetches the newest text that is not here yet as the list names it; false when there is none, or
   * no network. Blocks.
   */
  boolean fetchOneAhead() {
    String wanted = language.get().code();
    for (ArticleDoc line : lines()) {
      if (!isHere(line, wanted)) {
        return open(line.id()) instanceof Opened.Here here && here.fresh() && isHere(line, wanted);
      }
    }
    return false;
  }

  /** How many of the list can be read without a network. */
  int here() {
    Set<String> names = new HashSet<>(vault.names(COPIES));
    return (int) lines().stream().filter(line -> names.contains(COPIES + line.id())).count();
  }

  private boolean isHere(ArticleDoc line, String wanted) {
    return copies
        .get(line.id())
        .filter(copy -> wanted.equals(copy.language()))
        .filter(copy -> line.etag() == null || contains(copy.mark(), line.etag()))
        .isPresent();
  }

  /** The mark is quoted, and something on the way may have put a word of its own to it. */
  private static boolean contains(@Nullable String mark, String etag) {
    return mark != null && mark.contains(etag);
  }

  /**
   * An article of the list, from the copy that was fetched as all others were: opening it asks
   * nothing. What is not here yet is fetched in the order of the list, and only when that fails by
   * itself. Blocks.
   */
  Opened read(ArticleDoc line) {
    String wanted = language.get().code();
    while (!isHere(line, wanted) && isListed(line) && fetchOneAhead()) {
      // One text after the other, the newest first.
    }
    if (!isListed(line)) {
      return new Opened.Withdrawn();
    }
    return copies
        .get(line.id())
        .filter(copy -> isHere(line, wanted))
        .<Opened>map(copy -> new Opened.Here(copy.article(), copy.fetchedAt(), true))
        .orElseGet(() -> open(line.id()));
  }

  private boolean isListed(ArticleDoc line) {
    return lines().stream().anyMatch(each -> each.id().equals(line.id()));
  }

  /** An article as new as it can be had; the copy at hand is the newest one afterwards. Blocks. */
  Opened open(String id) {
    String wanted = language.get().code();
    Optional<Copy> copy = copies.get(id);
    String mark = copy.filter(c -> wanted.equals(c.language())).map(Copy::mark).orElse(null);
    Answer<Fetched<ArticleDoc>> answer = api.article(id, wanted, mark);
    if (answer instanceof Answer.Ok<Fetched<ArticleDoc>> ok) {
      ArticleDoc article = ok.value().value();
      Instant now = clock.instant();
      if (article == null) {
        return copy.<Opened>map(c -> new Opened.Here(c.article(), now, true))
            .orElseGet(Opened.NotNow::new);
      }
      copies.put(id, new Copy(article, ok.value().mark(), now, wanted));
      return new Opened.Here(article, now, true);
    }
    if (answer instanceof Answer.Refused<Fetched<ArticleDoc>> no
        && (no.status() == 404 || no.status() == 410)) {
      withdraw(id);
      return new Opened.Withdrawn();
    }
    return copy.<Opened>map(c -> new Opened.Here(c.article(), c.fetchedAt(), false))
        .orElseGet(Opened.NotNow::new);
  }

  private void withdraw(String id) {
    copies.delete(id);
    synchronized (this) {
      List<ArticleDoc> left = kept.lines().stream().filter(line -> !line.id().equals(id)).toList();
      // Without its mark: the next answer is a whole list again.
      keep(new Kept(left, null, kept.language(), kept.fetchedAt()));
    }
    changes.fire();
  }

  /** Copies go with the list and the news that lead to them, and not before. */
  void forgetOthers() {
    Set<String> wanted = new HashSet<>(elsewhere.get());
    lines().forEach(line -> wanted.add(line.id()));
    for (String name : vault.names(COPIES)) {
      if (!wanted.contains(name.substring(COPIES.length()))) {
        vault.delete(name);
      }
    }
  }

  private synchronized void keep(Kept fresh) {
    shelf.put(LIST, fresh);
    kept = fresh;
  }

  public Runnable onChange(Runnable listener) {
    return changes.listen(listener);
  }
}
