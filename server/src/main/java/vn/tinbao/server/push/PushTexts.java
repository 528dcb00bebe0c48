package vn.tinbao.server.push;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.web.Messages;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.SmsOutbox;
import vn.tinbao.sms.text.Unaccented;

/**
 * A text message "open the app" to an officer who does not answer to a push. It names nothing, not
 * even who sends it. Push and text have the same id: a look too many sends nothing twice.
 */
@Singleton
class PushTexts {
  private static final int AT_ONCE = 50;

  /** An hour later the desk has sent somebody else. */
  private static final Duration VALID = Duration.ofHours(1);

  private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

  private final JdbcOperations jdbc;
  private final List<AwaitedAnswer> awaited;
  private final OfficerNumbers numbers;
  private final SmsOutbox outbox;
  private final PushSettings settings;
  private final Messages messages;
  private final Clock clock;

  PushTexts(
      JdbcOperations jdbc,
      List<AwaitedAnswer> awaited,
      OfficerNumbers numbers,
      SmsOutbox outbox,
      PushSettings settings,
      Messages messages,
      Clock clock) {
    this.jdbc = jdbc;
    this.awaited = List.copyOf(awaited);
    this.numbers = numbers;
    this.outbox = outbox;
    this.settings = settings;
    this.messages = messages;
    this.clock = clock;
  }

  private record Due(UUID id, UUID staffId, String topic, UUID ref) {}

  /** Looks at pushes whose time to be answered is over; any node may, rows decide. */
  @Transactional
  public void look() {
    due().forEach(this::decide);
  }

  /** By push_message_to_text. */
  private List<Due> due() {
    return jdbc.prepareStatement(
        """
        SELECT id, staff_id, topic, ref FROM tinbao.push_message WHERE text_at <= ?
        ORDER BY text_at LIMIT ? FOR UPDATE SKIP LOCKED
        """,
        select -> {
          select.setObject(1, SqlTime.of(clock.instant()));
          select.setInt(2, AT_ONCE);
          List<Due> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Due(
                      row.getObject("id", UUID.class),
                      row.getObject("staff_id", UUID.class),
                      row.getString("topic"),
                      row.getObject("ref", UUID.class)));
            }
          }
          return found;
        });
  }

  private void decide(Due push) {
    boolean waits =
        awaited.stream()
            .anyMatch(
                room ->
                    room.topic().equals(push.topic()) && room.waits(push.staffId(), push.ref()));
    if (!waits) {
      looked(push.id(), "ANSWERED", null);
      return;
    }
    Instant now = SqlTime.now(clock);
    OfficerNumbers.Turn turn = numbers.take(push.staffId(), now, now.minus(settings.textApart()));
    SealedPhone number = turn.number();
    if (number == null) {
      Instant texted = turn.texted();
      // Spared for now: who does not answer this one either is texted when the quarter is over.
      looked(
          push.id(),
          turn.known() ? "SPARED" : "NO_NUMBER",
          texted == null ? null : texted.plus(settings.textApart()));
      return;
    }
    var unused =
        outbox.enqueue(
            new OutboundSms(
                push.id(),
                MessageClass.ALERT,
                number,
                Unaccented.of(messages.text(VIETNAMESE, "device.text")),
                now.plus(VALID)));
    looked(push.id(), "TEXTED", null);
  }

  private void looked(UUID push, String state, @Nullable Instant again) {
    jdbc.prepareStatement(
        "UPDATE tinbao.push_message SET text_at = ?, text_state = ? WHERE id = ?",
        update -> {
          update.setObject(1, again == null ? null : SqlTime.of(again));
          update.setString(2, state);
          update.setObject(3, push);
          return update.executeUpdate();
        });
  }
}
