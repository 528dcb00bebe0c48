package vn.tinbao.sms.provider.simulator;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.ProviderNamed;

/** How the simulated network behaves at the moment; people change it on the page. */
@Singleton
@ProviderNamed(SimulatorProvider.NAME)
public class SimulatedNetwork {

  /** Between the network and us. */
  public enum Connection {
    UP,
    /** No connection: nothing goes either way. */
    DOWN,
    /** Our account is closed until a person acts. */
    LOCKED
  }

  /**
   * The switches.
   *
   * @param fault played for all numbers; NONE: only for its own number
   * @param inParts whether long messages from phones arrive as parts, the last one first
   * @param numbered whether the network gives messages from phones an id that a repeat has too
   */
  @Serdeable
  public record State(
      SimulatedFault fault, Connection connection, boolean inParts, boolean numbered) {
    static final State USUAL = new State(SimulatedFault.NONE, Connection.UP, false, true);
  }

  private final Sinks.Many<State> changes = Sinks.many().multicast().directBestEffort();
  private volatile State state = State.USUAL;

  State state() {
    return state;
  }

  synchronized State change(UnaryOperator<State> change) {
    state = change.apply(state);
    changes.tryEmitNext(state);
    return state;
  }

  /** Every new state. A reader that is too slow misses some. */
  Flux<State> changes() {
    return changes.asFlux();
  }

  /** What goes wrong with a message to this phone. */
  SimulatedFault faultFor(PhoneNumber phone) {
    SimulatedFault forAll = state.fault();
    return forAll == SimulatedFault.NONE ? SimulatedFault.of(phone.e164()) : forAll;
  }
}
