package vn.tinbao.server.conversation;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.vault.SecretSeal;
import vn.tinbao.sms.phone.SealedPhone;

/** Messages of numbers that flood, sealed, until they are handled; in the caller's transaction. */
@Singleton
class Held {
  /** So many are handled in one transaction. */
  static final int MOST_AT_ONCE = 200;

  /** What a held text is sealed for, before its id. */
  static final String CONTEXT = "sms_held:";

  private final HeldRows rows;
  private final SecretSeal seal;

  Held(HeldRows rows, SecretSeal seal) {
    this.rows = rows;
    this.seal = seal;
  }

  /**
   * One of them.
   *
   * @param tipId what was talked about when it came; null: nothing
   */
  record Message(Heard heard, @Nullable UUID tipId) {}

  void hold(Heard heard, @Nullable UUID tipId, Instant now) {
    rows.hold(
        heard.id(),
        heard.from().hash(),
        heard.from().cipher(),
        seal.seal(heard.text().getBytes(StandardCharsets.UTF_8), context(heard.id())),
        heard.markNames(),
        now,
        tipId);
  }

  /** Takes those of a number out, oldest first, {@link #MOST_AT_ONCE} at most. */
  List<Heard> take(byte[] phone) {
    return open(rows.take(phone, MOST_AT_ONCE)).stream().map(Message::heard).toList();
  }

  /** The same of a tip. */
  List<Message> takeOfTip(UUID tipId) {
    return open(rows.takeOfTip(tipId, MOST_AT_ONCE));
  }

  /** The same of a number, of what came before. */
  List<Message> takeBefore(byte[] phone, Instant before) {
    return open(rows.takeBefore(phone, before, MOST_AT_ONCE));
  }

  private List<Message> open(List<HeldRows.Row> sealed) {
    return sealed.stream()
        .sorted(Comparator.comparing(HeldRows.Row::receivedAt).thenComparing(HeldRows.Row::id))
        .map(this::open)
        .toList();
  }

  private Message open(HeldRows.Row row) {
    return new Message(
        new Heard(
            row.id(),
            new SealedPhone(row.phoneHash(), row.phoneCipher()),
            new String(seal.open(row.sealed(), context(row.id())), StandardCharsets.UTF_8),
            Heard.marks(row.marks())),
        row.tipId());
  }

  private static String context(UUID id) {
    return CONTEXT + id;
  }
}
