package vn.tinbao.server.console;

import java.time.Instant;
import java.util.Comparator;
import vn.tinbao.server.clocks.Escalations.Escalation;
import vn.tinbao.server.clocks.TipClock;

/**
 * One line of the page: of a report, or of the record of a person.
 *
 * @param number how the desk that has it calls it
 * @param agency name of the agency that let the clock run out
 */
public record EscalationLine(
    boolean person,
    String number,
    String agency,
    String clock,
    Instant startedAt,
    Instant dueAt,
    TipClock.State state,
    Instant at) {

  /** What is still owed first, then the newest. */
  static final Comparator<EscalationLine> OWED_FIRST =
      Comparator.comparing((EscalationLine line) -> line.state != TipClock.State.BREACHED)
          .thenComparing(EscalationLine::at, Comparator.reverseOrder());

  static EscalationLine of(Escalation one, boolean person, String agency) {
    return new EscalationLine(
        person,
        TipPageMaker.number(one.of()),
        agency,
        one.clock(),
        one.startedAt(),
        one.dueAt(),
        one.state(),
        one.at());
  }
}
