package vn.tinbao.server.tip;

import io.micronaut.context.annotation.Prototype;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.tinbao.server.calendar.LegalTime;

/** Shows which open tips the catalogue would move, and moves them when told to. */
@Prototype
@Command(
    name = "moves",
    description =
        "Show which open tips would go to another agency by the catalogue, and what agencies that"
            + " are no more left behind. Nothing moves without --hand-over or --move.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class MovesCommand implements Callable<Integer> {
  private final TipMoves moves;
  private final Reforms reforms;
  private final Clock clock;

  @Option(
      names = "--at",
      paramLabel = "YYYY-MM-DD",
      description = "show what would be on that day (default: today); changes nothing")
  private @Nullable LocalDate at;

  @Option(
      names = "--hand-over",
      description =
          "hand the tips of agencies that are no more to their heirs now, not at midnight")
  private boolean handOver;

  @Option(names = "--move", description = "move what the rules of today send elsewhere")
  private boolean move;

  @Spec private CommandSpec spec;

  MovesCommand(TipMoves moves, Reforms reforms, Clock clock) {
    this.moves = moves;
    this.reforms = reforms;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    LocalDate today = LegalTime.day(clock.instant());
    LocalDate day = at == null ? today : at;
    if (!day.equals(today) && (handOver || move)) {
      throw new ParameterException(
          spec.commandLine(), "--at only shows: leave it out to hand over or move");
    }
    PrintWriter out = spec.commandLine().getOut();
    Reforms.Outcome ended =
        handOver ? reforms.handOver() : reforms.wouldHandOver(day, agency -> true);
    out.printf(
        Locale.ROOT,
        "Agencies that are no more on %s: %,d%n  tips %s: %,d%n  tips that wait for a person: %,d%n",
        day,
        ended.agencies(),
        handOver ? "handed to their heirs" : "that would go to their heirs",
        ended.handed(),
        ended.asked());
    if (handOver) {
      out.printf(
          Locale.ROOT,
          "  parts of supporting agencies: %,d%n  people who went along: %,d%n",
          ended.supporters(),
          ended.people());
      if (ended.failed() > 0) {
        out.printf(Locale.ROOT, "  agencies that failed, see the log: %,d%n", ended.failed());
      }
    }
    print(moves.flows(day, agency -> true), out);
    if (move) {
      out.printf(Locale.ROOT, "Moved: %,d%n", moves.moveAll());
    }
    out.flush();
    return 0;
  }

  private static void print(List<TipMoves.Flow> flows, PrintWriter out) {
    int all = flows.stream().mapToInt(TipMoves.Flow::tips).sum();
    int byHand = flows.stream().mapToInt(TipMoves.Flow::byHand).sum();
    out.printf(
        Locale.ROOT,
        "Tips that the rules would send elsewhere: %,d; of these a person decides: %,d%n",
        all,
        byHand);
    for (TipMoves.Flow flow : flows) {
      out.printf(
          Locale.ROOT,
          "  %,6d  %s (%s)%n          → %s (%s)%n",
          flow.tips(),
          flow.from(),
          flow.fromId(),
          flow.to(),
          flow.toId());
    }
  }
}
