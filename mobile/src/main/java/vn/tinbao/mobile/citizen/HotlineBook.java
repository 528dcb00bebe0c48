package vn.tinbao.mobile.citizen;

import io.avaje.jsonb.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.wire.HotlineEntry;
import vn.tinbao.mobile.net.wire.UnitFound;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Vault;

/**
 * The numbers to call: those the server last told for the place the person chose, or, on a phone
 * that never reached it, the few that this app was built with. Readable without a network.
 */
public final class HotlineBook {
  private static final String KEPT = "hotlines";

  private final TypedRecords<Kept> shelf;
  private final Api api;
  private final Clock clock;
  private final BuiltIn builtIn = load();
  private final Set<Runnable> watchers = new CopyOnWriteArraySet<>();

  /**
   * The list as one record of the vault.
   *
   * @param here the place it is for; null for the whole country
   * @param at when the server told it; null while it did not
   */
  @Json
  public record Kept(List<HotlineEntry> entries, @Nullable UnitFound here, @Nullable Instant at) {}

  /**
   * The list of the app's build.
   *
   * @param asOf the day on which it was right, {@code 2026-11-22}
   */
  @Json
  public record BuiltIn(String asOf, String source, List<HotlineEntry> entries) {}

  public HotlineBook(Vault vault, Api api, Clock clock) {
    this.clock = clock;
    this.shelf = new TypedRecords<>(vault, "", Codec.of(Kept.class));
    this.api = api;
  }

  /** The best list there is, those of the place first. Never empty. */
  public List<HotlineEntry> entries() {
    return shelf.get(KEPT).map(Kept::entries).filter(l -> !l.isEmpty()).orElse(builtIn.entries());
  }

  /** The day of the built-in list, when there is no better one. */
  public Optional<String> builtInOn() {
    boolean told = shelf.get(KEPT).filter(kept -> !kept.entries().isEmpty()).isPresent();
    return told ? Optional.empty() : Optional.of(builtIn.asOf());
  }

  /** When the server told the list, if it did. */
  public Optional<Instant> toldAt() {
    return shelf.get(KEPT).map(Kept::at);
  }

  /** The place whose numbers are asked for; empty for the whole country. */
  public Optional<UnitFound> here() {
    return shelf.get(KEPT).map(Kept::here);
  }

  /**
   * Remembers the place. Until its list has come by {@link #refresh} the numbers are those of the
   * app's build: another place's must not be called for this one.
   */
  public void chooseHere(@Nullable UnitFound unit) {
    if (!isStill(unit)) {
      shelf.put(KEPT, new Kept(List.of(), unit, null));
      watchers.forEach(Platform::runLater);
    }
  }

  /** From now on told, on the thread of the screen, of every new list. */
  void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  void unwatch(Runnable watcher) {
    watchers.remove(watcher);
  }

  /** Asks the server; false when the list at hand is the best there is. Blocks. */
  public boolean refresh() {
    UnitFound here = here().orElse(null);
    Answer<List<HotlineEntry>> answer = api.hotlines(here == null ? null : here.code());
    if (answer instanceof Answer.Ok<List<HotlineEntry>> ok && isStill(here)) {
      shelf.put(KEPT, new Kept(ok.value(), here, clock.instant()));
      watchers.forEach(Platform::runLater);
      return true;
    }
    return false;
  }

  private boolean isStill(@Nullable UnitFound here) {
    return Objects.equals(here, here().orElse(null));
  }

  /** The nearest number for that purpose, or the one of the app's build. */
  HotlineEntry first(String purpose) {
    return entries().stream()
        .filter(entry -> entry.purposes().contains(purpose))
        .findFirst()
        .orElseGet(
            () ->
                builtIn.entries().stream()
                    .filter(entry -> entry.purposes().contains(purpose))
                    .findFirst()
                    .orElseThrow());
  }

  private static BuiltIn load() {
    try (InputStream in = HotlineBook.class.getResourceAsStream("hotlines.json")) {
      if (in == null) {
        throw new IllegalStateException("the app was built without its hotlines");
      }
      return Codec.of(BuiltIn.class).fromJson(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
