package vn.tinbao.server.audit;

import io.micronaut.context.annotation.Prototype;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proves the audit, beside a running server if there is one. */
@Prototype
@Command(
    name = "verify-audit",
    description =
        "Prove that no row of the audit was changed, taken out or slipped in; exit code 1 if so.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class VerifyAuditCommand implements Callable<Integer> {
  private final AuditVerifier verifier;
  private final Clock clock;

  @Option(
      names = "--anchor",
      paramLabel = "SEQ:HASH",
      description =
          "head of the chain as the log or an earlier run of this command gave it: also proves that"
              + " nothing was cut off since")
  private @Nullable String anchor;

  VerifyAuditCommand(AuditVerifier verifier, Clock clock) {
    this.verifier = verifier;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    String asked = anchor;
    AuditVerifier.Anchor kept =
        asked == null
            ? null
            : AuditVerifier.Anchor.parse(asked)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "--anchor wants a number, a colon and 64 hexadecimal digits"));
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    long start = System.nanoTime();
    AuditVerifier.Report report =
        verifier.verify(
            kept,
            done -> {
              out.printf(Locale.ROOT, "  … %,d seals%n", done);
              out.flush();
            });
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(Locale.ROOT, "Audit: %,d sealed rows read (%.1f s)%n", report.sealed(), seconds);
    if (report.waiting() > 0) {
      Duration oldest =
          Duration.between(Objects.requireNonNull(report.waitingSince()), clock.instant());
      out.printf(
          Locale.ROOT,
          "  %,d rows wait for their seal, the oldest for %,d s%s%n",
          report.waiting(),
          Math.max(0, oldest.toSeconds()),
          oldest.toMinutes() > 0 ? ": does no server run?" : "");
    }
    if (report.late() > 0) {
      out.printf(
          Locale.ROOT,
          "  %,d rows were sealed more than an hour after their own time (first: %s): the server"
              + " stood still then, or somebody wrote into the past%n",
          report.late(),
          report.firstLate());
    }
    if (report.whole()) {
      out.println("  The chain is whole.");
    } else {
      out.printf(Locale.ROOT, "  BROKEN in %,d places; the first:%n", report.breaks());
      report.broken().stream().limit(10).forEach(broken -> out.println("    " + say(broken)));
    }
    if (report.head() != null) {
      out.println("  Head, to be kept outside: " + report.head());
    }
    out.flush();
    return report.whole() ? 0 : 1;
  }

  private static String say(AuditVerifier.Broken broken) {
    return switch (broken.kind()) {
      case CHANGED ->
          "seal %d: row %s is not what was sealed, or rows before it were taken out"
              .formatted(broken.seq(), broken.row());
      case MISSING ->
          broken.seq() == 0
              ? "row %s was taken out before it was sealed".formatted(broken.row())
              : "seal %d: row %s was taken out".formatted(broken.seq(), broken.row());
      case INSERTED ->
          broken.seq() == 0
              ? "row %s was put in past the server: it has no seal".formatted(broken.row())
              : "seal %d: row %s was slipped in".formatted(broken.seq(), broken.row());
      case REORDERED ->
          "seal %d: row %s stands at another place than it was sealed for"
              .formatted(broken.seq(), broken.row());
      case SEALS_MISSING -> "seal %d and perhaps more are gone".formatted(broken.seq());
      case MAC_WRONG ->
          "seal %d (row %s): the chain up to here was not made with this house's key"
              .formatted(broken.seq(), broken.row());
      case CUT_OFF -> "seal %d and perhaps more were cut off at the end".formatted(broken.seq());
      case ANCHOR_MISSED ->
          "seal %d: the chain does not hold the anchor that was kept outside"
              .formatted(broken.seq());
    };
  }
}
