package vn.tinbao.sms.provider.simulator;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Arrays;

/**
 * What the simulated network can do wrong with a message. Each but the first is played for one
 * number of its own, always, and for every number while the page says so.
 */
@Serdeable
public enum SimulatedFault {
  NONE(""),
  /** On the phone, but the answer to the sender is lost, and all news with it. */
  NO_ANSWER("00001"),
  /** Answered, and delivered, much later. */
  SLOW("00002"),
  /** News comes in the wrong order and twice. */
  UNRULY_NEWS("00003"),
  /** Too much at once: refused for the moment; by number the first two times only. */
  THROTTLED("00429"),
  /** Accepted, but answered with an error of the server; news comes. */
  ERROR_AFTER_ACCEPT("00500"),
  /** Refused: no mobile phone has this number. */
  BAD_NUMBER("21211"),
  /** Refused: there is no way from our sender to this network. */
  NO_WAY("21408"),
  /** Refused: the recipient wants nothing from us. */
  OPTED_OUT("21610"),
  /** Accepted, then undelivered: the phone is off. */
  UNREACHABLE("30003"),
  /** Accepted, then undelivered: the operator filtered the text. */
  FILTERED("30007");

  private static final String MAGIC = "+849000";

  private final String ending;

  SimulatedFault(String ending) {
    this.ending = ending;
  }

  /** The number (E.164) for which it is always played; empty: none. */
  public String number() {
    return ending.isEmpty() ? "" : MAGIC + ending;
  }

  /** The code under which the ledger shows it. */
  String code() {
    return "simulated-" + Integer.parseInt(ending);
  }

  static SimulatedFault of(String e164) {
    return Arrays.stream(values())
        .filter(fault -> fault.number().equals(e164))
        .findFirst()
        .orElse(NONE);
  }
}
