package vn.tinbao.sms.provider.simulator;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.ProviderNamed;

/**
 * The phones and what is on their screens. The last {@value #MESSAGES} messages of the {@value
 * #PHONES} phones used last are kept, so that a campaign through the simulator does not fill the
 * memory.
 */
@Singleton
@ProviderNamed(SimulatorProvider.NAME)
public class SimulatedPhones {
  private static final int PHONES = 1_000;
  private static final int MESSAGES = 50;

  private final Map<String, List<Bubble>> screens =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Bubble>> eldest) {
          return size() > PHONES;
        }
      };
  private final Sinks.Many<PhoneEvent> events = Sinks.many().multicast().directBestEffort();

  /** Shows a new message in its place by time: an answer may overtake what it answers. */
  synchronized void show(PhoneNumber phone, Bubble bubble) {
    List<Bubble> screen = screens.computeIfAbsent(phone.e164(), number -> new ArrayList<>());
    int place = screen.size();
    while (place > 0 && screen.get(place - 1).at().isAfter(bubble.at())) {
      place--;
    }
    screen.add(place, bubble);
    if (screen.size() > MESSAGES) {
      screen.remove(0);
    }
    events.tryEmitNext(new PhoneEvent(phone.e164(), bubble));
  }

  /** Changes a message that is on the screen; one that has left it stays away. */
  synchronized void change(PhoneNumber phone, String id, UnaryOperator<Bubble> change) {
    List<Bubble> screen = screens.getOrDefault(phone.e164(), List.of());
    for (int i = screen.size() - 1; i >= 0; i--) {
      if (screen.get(i).id().equals(id)) {
        Bubble changed = change.apply(screen.get(i));
        screen.set(i, changed);
        events.tryEmitNext(new PhoneEvent(phone.e164(), changed));
        return;
      }
    }
  }

  /** A message that is on the screen. */
  synchronized Optional<Bubble> find(PhoneNumber phone, String id) {
    return screens.getOrDefault(phone.e164(), List.of()).stream()
        .filter(bubble -> bubble.id().equals(id))
        .findFirst();
  }

  /** What is on the screen, oldest first. */
  synchronized List<Bubble> screen(PhoneNumber phone) {
    return List.copyOf(screens.getOrDefault(phone.e164(), List.of()));
  }

  /** What happens from now on, on all phones. A reader that is too slow misses some. */
  Flux<PhoneEvent> events() {
    return events.asFlux();
  }
}
