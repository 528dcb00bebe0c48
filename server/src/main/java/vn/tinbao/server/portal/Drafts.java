package vn.tinbao.server.portal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.vault.SealBrokenException;
import vn.tinbao.server.vault.SecretSeal;

/**
 * Keeps what somebody wrote while they wait: sealed in their own page, from where it can be sent at
 * any time and to any node; and for some minutes, sealed too, in memory, so that the page can send
 * itself without a script. The memory is small and forgets; the page does not. Each network has a
 * share of it and pushes out only its own drafts, the oldest first.
 */
@Singleton
final class Drafts {
  private static final String CONTEXT = "waiting-draft";
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final long MOST_CHARACTERS = 32_000_000;

  /** The longest report, every character of four bytes and escaped, sealed and in base64. */
  static final int LONGEST = 400_000;

  /** What one network has in memory; hundreds of reports as people write them. */
  static final long MOST_OF_NETWORK = 2L * LONGEST;

  private static final int MOST_NETWORKS = 100_000;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretSeal seal;
  private final ObjectMapper json;
  private final Cache<String, String> waiting =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((String ticket, String sealed) -> ticket.length() + sealed.length())
          .expireAfterWrite(KEPT)
          .build();

  /** Tickets of each network, oldest first; changed only under the lock of their entry. */
  private final Cache<String, Deque<String>> shares =
      Caffeine.newBuilder().maximumSize(MOST_NETWORKS).expireAfterWrite(KEPT).build();

  Drafts(SecretSeal seal, ObjectMapper json) {
    this.seal = seal;
    this.json = json;
  }

  String seal(Draft draft) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(seal.seal(json.writeValueAsBytes(draft), CONTEXT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@link #seal} made; empty for everything else. */
  Optional<Draft> open(String sealed) {
    if (sealed.isEmpty() || sealed.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          json.readValue(seal.open(Base64.getUrlDecoder().decode(sealed), CONTEXT), Draft.class));
    } catch (IllegalArgumentException | SealBrokenException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Keeps it for {@link #KEPT}; the ticket finds it again. What is longer than any report of ours
   * is not kept: its ticket finds nothing.
   *
   * @param network whose share it takes
   */
  String keep(String sealed, String network) {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    if (sealed.length() <= LONGEST) {
      waiting.put(ticket, sealed);
      shares.asMap().compute(network, (key, tickets) -> withinShare(tickets, ticket));
    }
    return ticket;
  }

  private Deque<String> withinShare(@Nullable Deque<String> old, String ticket) {
    Deque<String> tickets = old == null ? new ArrayDeque<>() : old;
    tickets.add(ticket);
    tickets.removeIf(one -> !waiting.asMap().containsKey(one));
    long characters = tickets.stream().mapToLong(this::length).sum();
    while (characters > MOST_OF_NETWORK) {
      String oldest = tickets.remove();
      characters -= length(oldest);
      waiting.invalidate(oldest);
    }
    return tickets;
  }

  private long length(String ticket) {
    String sealed = waiting.policy().getIfPresentQuietly(ticket);
    return sealed == null ? 0 : ticket.length() + sealed.length();
  }

  Optional<Draft> kept(String ticket) {
    return Optional.ofNullable(waiting.getIfPresent(ticket)).flatMap(this::open);
  }

  void forget(String ticket) {
    waiting.invalidate(ticket);
  }
}
