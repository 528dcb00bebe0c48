package vn.tinbao.server.conversation;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.gate.Fading;
import vn.tinbao.server.gate.GateSettings;
import vn.tinbao.server.vault.KeyedHash;
import vn.tinbao.sms.text.Unaccented;

/**
 * Asks a number that sends very much for a word, instead of refusing it: a forged sender never sees
 * the question. What comes meanwhile is kept sealed and in order, and is handled when the word
 * comes back. Whoever sends as people do never meets it.
 *
 * <p>All in the caller's transaction, which holds the lock of the phone.
 */
@Singleton
class CallBack {
  /** Words that are told apart when heard, and are the same without accents. */
  private static final List<String> WORDS =
      List.of(
          "SEN", "HOA", "TRE", "LUA", "NUI", "SONG", "BIEN", "MAY", "GIO", "NANG", "MUA", "SAO",
          "TRANG", "CHIM", "THUYEN", "CAU");

  private static final int NUMBERS = 1_000;

  /** After this long the question is put again, with another word. */
  private static final Duration ASKED_AGAIN_AFTER = Duration.ofHours(1);

  private final FlowRows flows;
  private final Held held;
  private final KeyedHash hashes;
  private final GateSettings settings;
  private final Clock clock;

  CallBack(FlowRows flows, Held held, KeyedHash hashes, GateSettings settings, Clock clock) {
    this.flows = flows;
    this.held = held;
    this.hashes = hashes;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What becomes of a message.
   *
   * @param handle what is to be handled now, oldest first; empty when the message is held
   * @param ask the word to ask for, null when nothing is asked
   */
  record Verdict(List<Heard> handle, @Nullable String ask) {}

  /**
   * Counts a message and says what becomes of it.
   *
   * @param tipId what its sender talks about; null: nothing yet
   */
  Verdict hear(Heard heard, @Nullable UUID tipId, Instant now) {
    if (!settings.enabled()) {
      return new Verdict(List.of(heard), null);
    }
    byte[] phone = heard.from().hash();
    Optional<FlowRows.Row> before = flows.of(phone);
    Instant asked = before.map(FlowRows.Row::askedAt).orElse(null);
    double weight =
        before
                .map(row -> new Fading(row.weight(), row.countedAt()))
                .map(count -> count.now(now, settings.window()))
                .orElse(0.0)
            + 1;
    if (asked != null) {
      return awaited(heard, tipId, asked, weight, now);
    }
    if (weight <= settings.freeSms()) {
      flows.put(phone, weight, now, null);
      return new Verdict(List.of(heard), null);
    }
    held.hold(heard, tipId, now);
    flows.put(phone, weight, now, now);
    return new Verdict(List.of(), word(phone, now));
  }

  private Verdict awaited(
      Heard heard, @Nullable UUID tipId, Instant asked, double weight, Instant now) {
    byte[] phone = heard.from().hash();
    if (isWord(heard.text(), word(phone, asked))) {
      List<Heard> kept = held.take(phone);
      // More is held than one transaction should do: the same word brings the rest.
      flows.put(phone, 0, now, kept.size() < Held.MOST_AT_ONCE ? null : asked);
      return new Verdict(kept, null);
    }
    held.hold(heard, tipId, now);
    boolean again = asked.plus(ASKED_AGAIN_AFTER).isBefore(now);
    flows.put(phone, weight, now, again ? now : asked);
    return new Verdict(List.of(), again ? word(phone, now) : null);
  }

  /** The word follows from number and time, so that it needs no keeping: {@code SEN 471}. */
  private String word(byte[] phone, Instant asked) {
    byte[] hash =
        hashes.of(
            "sms-call-back",
            ByteBuffer.allocate(phone.length + Long.BYTES)
                .put(phone)
                .putLong(asked.toEpochMilli())
                .array());
    ByteBuffer read = ByteBuffer.wrap(hash);
    String word = WORDS.get(Math.floorMod(read.getInt(), WORDS.size()));
    return word + " " + String.format(Locale.ROOT, "%03d", Math.floorMod(read.getInt(), NUMBERS));
  }

  /** However it is typed: {@code sen471}, {@code "Sen 471."}. */
  static boolean isWord(String text, String word) {
    String typed = Unaccented.of(text).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    return typed.equals(word.replace(" ", ""));
  }

  /** Forgets the counts of numbers that have been quiet. */
  @Scheduled(fixedDelay = "1h", initialDelay = "10m")
  @Transactional
  public void sweep() {
    var forgotten = flows.removeBefore(clock.instant().minus(settings.heldSms()));
  }
}
