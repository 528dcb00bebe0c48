package vn.tinbao.mobile.citizen;

import io.avaje.jsonb.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.Topics;
import vn.tinbao.mobile.platform.PhonePush;
import vn.tinbao.mobile.platform.SharedPush;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Vault;

/**
 * Being woken for news of followed places by the maker of the phone's system. Off until the person
 * turns it on, and said what it costs: that maker then knows that this app is here and which places
 * it follows. Off, nobody is asked for an address, and the app asks the server as every other one.
 *
 * <p>What the provider was told lies in the vault, so that it can be untold after a restart too.
 */
public final class PlacePush implements AutoCloseable {
  /** No such phone: RFC 9110, 15.5.11. */
  private static final int GONE = 410;

  private static final String KEPT = "place-push";

  private final TypedRecords<Kept> shelf;
  private final Topics topics;
  private final SharedPush push;
  private Kept kept;
  private @Nullable Runnable ask;
  private @Nullable Runnable endAddress;
  private @Nullable Runnable endWake;
  private boolean relay;
  private boolean closed;

  /**
   * How it stands, as one record of the vault.
   *
   * @param told topics of which the provider was told under this token
   * @param perhaps those of which it may have been told: the phone died before the answer
   */
  @Json
  public record Kept(
      boolean wanted,
      @Nullable String provider,
      @Nullable String token,
      List<String> told,
      List<String> perhaps) {
    static final Kept NOTHING = new Kept(false, null, null, List.of(), List.of());

    static Kept at(boolean wanted, PhonePush.@Nullable Address address) {
      return new Kept(
          wanted,
          address == null ? null : address.provider(),
          address == null ? null : address.token(),
          List.of(),
          List.of());
    }

    Kept wanted(boolean now) {
      return new Kept(now, provider, token, told, perhaps);
    }

    Kept told(Set<String> certain, Set<String> maybe) {
      return new Kept(
          wanted,
          provider,
          token,
          certain.stream().sorted().toList(),
          maybe.stream().sorted().toList());
    }

    @Override
    public String toString() {
      return "Kept[…]";
    }
  }

  /**
   * @param push of this machine
   */
  public PlacePush(Vault vault, Topics topics, SharedPush push) {
    this.shelf = new TypedRecords<>(vault, "", Codec.of(Kept.class));
    this.topics = topics;
    this.push = push;
    this.kept = shelf.get(KEPT).orElse(Kept.NOTHING);
  }

  /**
   * Begins to listen, if the person wants it. On the screen thread.
   *
   * @param news asks for news soon, elsewhere, and then calls {@link #settle}
   */
  public void start(Runnable news) {
    ask = news;
    listen();
  }

  /** Whether this machine can be woken at all. */
  boolean exists() {
    return push.exists();
  }

  synchronized boolean wanted() {
    return kept.wanted();
  }

  /**
   * The person wants it, or no longer. On the screen thread.
   *
   * @throws vn.tinbao.mobile.store.VaultException when the phone cannot keep it
   */
  void want(boolean wanted) {
    synchronized (this) {
      keep(kept.wanted(wanted));
    }
    listen();
    if (ask != null) {
      ask.run();
    }
  }

  private void listen() {
    boolean on = wanted() && push.exists();
    if (on && endAddress == null && ask != null) {
      endWake = push.onWake(ask);
      endAddress = push.onAddress(this::addressed);
    } else if (!on) {
      deafen();
    }
  }

  private void deafen() {
    if (endAddress != null) {
      endAddress.run();
      endAddress = null;
    }
    if (endWake != null) {
      endWake.run();
      endWake = null;
    }
  }

  private void addressed(PhonePush.Address now) {
    synchronized (this) {
      boolean same = now.provider().equals(kept.provider()) && now.token().equals(kept.token());
      if (closed || same) {
        return;
      }
      // What was told under an address that is no more went with it.
      keep(Kept.at(kept.wanted(), now));
    }
    if (ask != null) {
      ask.run();
    }
  }

  /**
   * Brings the provider to what the person follows. Blocks.
   *
   * @param followed names of the topics
   */
  void settle(Set<String> followed) {
    Kept before;
    Set<String> wanted;
    Set<String> known;
    synchronized (this) {
      before = kept;
      if (closed || relay || before.provider() == null || before.token() == null) {
        return;
      }
      wanted = before.wanted() ? followed : Set.of();
      Set<String> perhaps = new HashSet<>(before.perhaps());
      perhaps.removeAll(wanted);
      known = new HashSet<>(before.told());
      known.addAll(perhaps);
      // Before anybody is told: what a dying phone asked for is untold by its next start.
      perhaps.addAll(wanted);
      perhaps.addAll(known);
      keep(before.told(Set.copyOf(before.told()), perhaps));
    }
    String token = Objects.requireNonNull(before.token());
    Topics.Told told =
        topics.settle(Objects.requireNonNull(before.provider()), token, wanted, known);
    synchronized (this) {
      if (!closed && token.equals(kept.token())) {
        took(told);
      }
    }
  }

  /**
   * Unfollows everything at the provider when nothing is left on this phone any more: whatever it
   * needs is in memory. Blocks.
   *
   * @return empty when the provider was told nothing
   */
  public synchronized Optional<Runnable> farewell() {
    String provider = kept.provider();
    String token = kept.token();
    Set<String> known = new HashSet<>(kept.told());
    known.addAll(kept.perhaps());
    if (provider == null || token == null || known.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        () -> {
          var unused = topics.settle(provider, token, Set.of(), known);
        });
  }

  private void took(Topics.Told told) {
    // A house that learns to use the provider is noticed at the next start.
    relay = told.relay();
    boolean dead = told.stopped() != null && told.stopped() == GONE;
    if (dead || (!kept.wanted() && told.topics().isEmpty() && told.stopped() == null)) {
      keep(Kept.at(kept.wanted(), null));
    } else if (told.stopped() == null) {
      keep(kept.told(told.topics(), told.topics()));
    } else {
      keep(kept.told(told.topics(), Set.copyOf(kept.perhaps())));
    }
  }

  private void keep(Kept fresh) {
    if (fresh.equals(kept)) {
      return;
    }
    shelf.put(KEPT, fresh);
    kept = fresh;
  }

  /** The app locks or ends. On the screen thread. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    deafen();
  }
}
