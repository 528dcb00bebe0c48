package vn.tinbao.sms.provider.simulator;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.queue.InboundDesk;
import vn.tinbao.sms.queue.ReceivedSms;
import vn.tinbao.sms.text.Segments;

/** What people type on the phones, on its way to the hotline. */
@Singleton
@ProviderNamed(SimulatorProvider.NAME)
class SimulatedKeyboard {
  private static final int PHONES = 2_000;
  private static final int REFERENCES = 0x10000;

  private final SimulatedPhones phones;
  private final SimulatedNetwork network;
  private final InboundDesk desk;
  private final Clock clock;
  private final Map<String, Sent> last =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Sent> eldest) {
          return size() > PHONES;
        }
      };

  SimulatedKeyboard(
      SimulatedPhones phones, SimulatedNetwork network, InboundDesk desk, Clock clock) {
    this.phones = phones;
    this.network = network;
    this.desk = desk;
    this.clock = clock;
  }

  /** A message as the network handed it in, and its bubble's id. */
  private record Sent(List<ReceivedSms> pieces, String bubble) {}

  /** The network has no connection to the hotline: the message stays on the phone. */
  static final class NoConnection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoConnection() {
      super("The simulated network is down");
    }
  }

  /**
   * Somebody typed a message.
   *
   * @param to the number written to
   * @return what the phone shows; the hotline has it when this returns
   * @throws NoConnection while a switch says so
   */
  Bubble type(PhoneNumber from, String to, String text) {
    SimulatedNetwork.State state = connected();
    Instant at = now();
    String id = state.numbered() ? UuidCreator.getTimeOrderedEpoch().toString() : null;
    List<ReceivedSms> pieces =
        state.inParts() && Segments.of(text).count() > 1
            ? parts(from, to, text, at, id)
            : List.of(new ReceivedSms(SimulatorProvider.NAME, id, from, to, text, at));
    Bubble bubble =
        Bubble.of(
            hand(pieces).id().toString(),
            Bubble.Direction.FROM_PHONE,
            text,
            at,
            Bubble.Status.RECEIVED);
    phones.show(from, bubble);
    synchronized (last) {
      last.put(from.e164(), new Sent(pieces, bubble.id()));
    }
    return bubble;
  }

  /** In the wrong order, as networks do it now and then. */
  private static List<ReceivedSms> parts(
      PhoneNumber from, String to, String text, Instant at, @Nullable String id) {
    List<String> texts = Segments.parts(text);
    int reference = ThreadLocalRandom.current().nextInt(REFERENCES);
    List<ReceivedSms> parts = new ArrayList<>();
    for (int number = texts.size(); number >= 1; number--) {
      parts.add(
          new ReceivedSms(
              SimulatorProvider.NAME,
              id == null ? null : id + "-" + number,
              from,
              to,
              texts.get(number - 1),
              at,
              new ReceivedSms.Part(reference, texts.size(), number),
              List.of()));
    }
    return parts;
  }

  /**
   * The network hands in the last message of a phone again, as after an answer that got lost.
   *
   * @return empty when the phone has sent nothing; false: the hotline knew it and stored nothing
   * @throws NoConnection while a switch says so
   */
  Optional<InboundDesk.Arrival> repeat(PhoneNumber from) {
    connected();
    Sent sent;
    synchronized (last) {
      sent = last.get(from.e164());
    }
    if (sent == null) {
      return Optional.empty();
    }
    InboundDesk.Arrival arrival = hand(sent.pieces());
    phones.change(from, sent.bubble(), bubble -> bubble.with(Bubble.Status.REPEATED, now()));
    return Optional.of(arrival);
  }

  private SimulatedNetwork.State connected() {
    SimulatedNetwork.State state = network.state();
    if (state.connection() == SimulatedNetwork.Connection.DOWN) {
      throw new NoConnection();
    }
    return state;
  }

  private InboundDesk.Arrival hand(List<ReceivedSms> pieces) {
    InboundDesk.Arrival first = desk.accept(pieces.get(0));
    pieces.stream().skip(1).forEach(desk::accept);
    return first;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
