package vn.tinbao.mobile.officer;

import io.avaje.jsonb.Json;
import io.avaje.jsonb.JsonType;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.Fetched;
import vn.tinbao.mobile.net.wire.StaffNotice;
import vn.tinbao.mobile.store.Backoff;
import vn.tinbao.mobile.store.Delivery;
import vn.tinbao.mobile.store.Outbox;
import vn.tinbao.mobile.store.Parcel;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Vault;

/**
 * Calls to duty and reminders to the officer whose vault is open, as the server last told them: a
 * push carries an id only, and what it is about is fetched, kept encrypted and shown behind the
 * PIN. That one was read is kept like an operation and told until the server knows it.
 */
final class Notices implements AutoCloseable {
  private static final String BOOK = "notices";
  private static final String READ = "read";
  private static final JsonType<StaffNotice> NOTICE = Codec.of(StaffNotice.class);

  private final TypedRecords<Kept> shelf;
  private final Api api;
  private final Clock clock;
  private final Line line;
  private final Outbox words;

  /** What is needed of whoever talks with the server. */
  interface Line {
    /** Of the running session. */
    Optional<String> token();

    /** The server turned that token away. */
    void ended(String token);
  }

  /**
   * The list as one record of the vault.
   *
   * @param mark of the server's list; null when it gave none
   */
  @Json
  record Kept(List<StaffNotice> all, @Nullable String mark) {
    static final Kept NOTHING = new Kept(List.of(), null);
  }

  Notices(Vault vault, Api api, Clock clock, Backoff backoff, Executor screen, Line line) {
    this.shelf = new TypedRecords<>(vault, "", Codec.of(Kept.class));
    this.api = api;
    this.clock = clock;
    this.line = line;
    this.words = new Outbox(vault, "read/", this::deliver, backoff, screen);
  }

  void start() {
    words.start();
  }

  /** The newest first. */
  List<StaffNotice> all() {
    return kept().all();
  }

  private Kept kept() {
    return shelf.get(BOOK).orElse(Kept.NOTHING);
  }

  /**
   * The officer has read it; on return that survives the phone dying and will be told.
   *
   * @throws vn.tinbao.mobile.store.VaultException when the phone cannot keep it
   */
  synchronized void read(StaffNotice notice) {
    Instant now = clock.instant();
    words.put(Parcel.of(key(notice), READ, key(notice), NOTICE.toJson(notice), now));
    Kept kept = kept();
    shelf.put(
        BOOK,
        new Kept(
            kept.all().stream()
                .map(one -> key(one).equals(key(notice)) ? one.read(now) : one)
                .toList(),
            kept.mark()));
  }

  /** Whether the server does not know yet that it was read here. */
  boolean untold(StaffNotice notice) {
    return words.find(key(notice)).isPresent();
  }

  int unsent() {
    return words.unsent();
  }

  void nudge() {
    words.nudge();
  }

  Runnable onChange(Runnable listener) {
    return words.onChange(listener);
  }

  /** Asks for the list, if it is another one than before. Blocks. */
  Answer<Fetched<List<StaffNotice>>> ask(String token) {
    return api.notices(token, kept().mark());
  }

  /**
   * Keeps what the server told.
   *
   * @return whether something is among it that was not told before; never the first time
   */
  synchronized boolean take(List<StaffNotice> told, @Nullable String mark) {
    Kept before = kept();
    Set<String> known = new HashSet<>();
    before.all().forEach(one -> known.add(key(one)));
    Instant now = clock.instant();
    List<StaffNotice> all =
        told.stream()
            .map(one -> one.readAt() == null && untold(one) ? one.read(now) : one)
            .toList();
    shelf.put(BOOK, new Kept(all, mark));
    return before.mark() != null
        && all.stream().anyMatch(one -> one.readAt() == null && !known.contains(key(one)));
  }

  private Delivery deliver(Parcel parcel) {
    Optional<String> token = line.token();
    if (token.isEmpty()) {
      return new Delivery.Held();
    }
    StaffNotice notice = NOTICE.fromJson(parcel.body());
    Answer<Boolean> answer = api.noticeRead(token.get(), notice.topic(), notice.id());
    if (answer instanceof Answer.Refused<Boolean> no && no.signedOut()) {
      line.ended(token.get());
      return new Delivery.Held();
    }
    if (answer instanceof Answer.Later<Boolean> later) {
      return new Delivery.Again(later.notBefore());
    }
    // One that was taken back or read elsewhere is refused: there is nothing more to tell.
    return new Delivery.Acknowledged();
  }

  private static String key(StaffNotice notice) {
    return notice.topic() + "/" + notice.id();
  }

  @Override
  public void close() {
    words.close();
  }
}
