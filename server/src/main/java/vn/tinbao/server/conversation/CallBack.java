package vn.tinbao.server.conversation;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.gate.Fading;
import vn.tinbao.server.gate.GateSettings;
import vn.tinbao.server.vault.KeyedHash;
import vn.tinbao.server.vault.SecretSeal;
import vn.tinbao.sms.phone.SealedPhone;

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

  /** So many held messages are handled for one word; the word again brings the next ones. */
  private static final int MOST_AT_ONCE = 200;

  /** What a held text is sealed for, before its id. */
  static final String CONTEXT = "sms_held:";

  private final FlowRows flows;
  private final HeldRows held;
  private final SecretSeal seal;
  private final KeyedHash hashes;
  private final GateSettings settings;
  private final Clock clock;

  CallBack(
      FlowRows flows,
      HeldRows held,
      SecretSeal seal,
      KeyedHash hashes,
      GateSettings settings,
      Clock clock) {
    this.flows = flows;
    this.held = held;
    this.seal = seal;
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

  /** Counts a message and says what becomes of it. */
  Verdict hear(Heard heard, Instant now) {
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
      return awaited(heard, asked, weight, now);
    }
    if (weight <= settings.freeSms()) {
      flows.put(phone, weight, now, null);
      return new Verdict(List.of(heard), null);
    }
    hold(heard, now);
    flows.put(phone, weight, now, now);
    return new Verdict(List.of(), word(phone, now));
  }

  private Verdict awaited(Heard heard, Instant asked, double weight, Instant now) {
    byte[] phone = heard.from().hash();
    if (isWord(heard.text(), word(phone, asked))) {
      List<Heard> kept = open(phone);
      // More is held than one transaction should do: the same word brings the rest.
      flows.put(phone, 0, now, kept.size() < MOST_AT_ONCE ? null : asked);
      return new Verdict(kept, null);
    }
    hold(heard, now);
    boolean again = asked.plus(ASKED_AGAIN_AFTER).isBefore(now);
    flows.put(phone, weight, now, again ? now : asked);
    return new Verdict(List.of(), again ? word(phone, now) : null);
  }

  private void hold(Heard heard, Instant now) {
    held.hold(
        heard.id(),
        heard.from().hash(),
        heard.from().cipher(),
        seal.seal(heard.text().getBytes(StandardCharsets.UTF_8), context(heard.id())),
        now);
  }

  private List<Heard> open(byte[] phone) {
    return held.take(phone, MOST_AT_ONCE).stream()
        .sorted(Comparator.comparing(HeldRows.Row::receivedAt).thenComparing(HeldRows.Row::id))
        .map(
            row ->
                new Heard(
                    row.id(),
                    new SealedPhone(row.phoneHash(), row.phoneCipher()),
                    new String(seal.open(row.sealed(), context(row.id())), StandardCharsets.UTF_8)))
        .toList();
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
    String typed = Sms.plain(text).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    return typed.equals(word.replace(" ", ""));
  }

  private static String context(UUID id) {
    return CONTEXT + id;
  }

  /** Removes what was never asked back, and the counts of numbers that have been quiet. */
  @Scheduled(fixedDelay = "1h", initialDelay = "10m")
  @Transactional
  public void sweep() {
    Instant now = clock.instant();
    var unused = held.removeBefore(now.minus(settings.heldSms()));
    var forgotten = flows.removeBefore(now.minus(settings.heldSms()));
  }
}
