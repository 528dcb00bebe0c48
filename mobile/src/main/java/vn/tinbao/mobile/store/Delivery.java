package vn.tinbao.mobile.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one try to deliver a parcel ended. */
public sealed interface Delivery {

  /** The server has it for good and the courier has kept its answer; the parcel may go. */
  record Acknowledged() implements Delivery {}

  /**
   * It is not known to have arrived; the same parcel is sent again.
   *
   * @param notBefore the wait the server asked for, null to leave it to the back-off
   */
  record Again(@Nullable Duration notBefore) implements Delivery {}

  /**
   * Waits until somebody calls {@link Outbox#nudge()}: trying again by itself cannot help, for
   * example while nobody is signed in.
   */
  record Held() implements Delivery {}

  /**
   * The server will never take it as it is; it stays on the phone until a person lets it go.
   *
   * @param why a sentence for people
   */
  record Refused(String why) implements Delivery {}
}
