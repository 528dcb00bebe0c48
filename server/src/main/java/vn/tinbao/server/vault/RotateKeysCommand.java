package vn.tinbao.server.vault;

import io.micronaut.context.annotation.Prototype;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.transaction.TransactionOperations;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Replaces keys beside running servers. */
@Prototype
@Command(
    name = "rotate-keys",
    description = "Replace a key while servers run; run it again to go on.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class RotateKeysCommand implements Callable<Integer> {
  private final KeyRotation rotation;
  private final ApplicationEventPublisher<KeyTurned> turned;
  private final TransactionOperations<Connection> transactions;

  @Option(
      names = "--key",
      split = ",",
      paramLabel = "NAME",
      description = "master, identity, phone or sms-body; several by commas (default: master)")
  private List<String> names = List.of("master");

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "longest wait for processes to read the key file (default: ${DEFAULT-VALUE})")
  private int wait;

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      // Longer than what is sealed outside of the database lives: drafts of the waiting page and
      // half-way sign-ins, ten minutes.
      defaultValue = "660",
      description =
          "pause before the last look for the old key (default: ${DEFAULT-VALUE}); shorter ones"
              + " spoil drafts that wait in a citizen's page")
  private int settle;

  @Option(
      names = "--reseal",
      description = "no new key: only bring values under retired keys back (after a restore)")
  private boolean reseal;

  RotateKeysCommand(
      KeyRotation rotation,
      ApplicationEventPublisher<KeyTurned> turned,
      TransactionOperations<Connection> transactions) {
    this.rotation = rotation;
    this.turned = turned;
    this.transactions = transactions;
  }

  @Override
  public Integer call() {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    boolean all = true;
    for (String name : names) {
      RotatingKey key = named(name);
      out.println("Key " + name);
      Console console = new Console(out);
      if (reseal) {
        long values = rotation.resealRetired(key, console);
        out.printf("  %,d values were under a retired key%n", values);
        continue;
      }
      KeyRotation.Report report =
          rotation.rotate(
              key,
              new KeyRotation.Patience(Duration.ofSeconds(wait), Duration.ofSeconds(settle)),
              console);
      transactions.executeWrite(
          transaction -> {
            turned.publishEvent(new KeyTurned(name, report.finished()));
            return transaction;
          });
      say(out, name, report);
      all &= report.finished();
    }
    if (!reseal) {
      out.println(
          "Replace the key backup now (./tinbao backup --keys-only): the one there is knows only the"
              + " old keys.");
    }
    return all ? 0 : 1;
  }

  private static RotatingKey named(String name) {
    return RotatingKey.all().stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No key "
                        + name
                        + " can be rotated. Those that can: "
                        + RotatingKey.all().stream()
                            .map(RotatingKey::name)
                            .collect(Collectors.joining(", "))));
  }

  private static void say(PrintWriter out, String name, KeyRotation.Report report) {
    if (report.finished()) {
      out.printf("  rotated; %,d values sealed anew%n", report.resealed());
    } else if (report.left().isEmpty()) {
      out.println(
          "  not finished: the processes above have not read the key file. Where they have a folder"
              + " of their own, copy the file there; then run the same command again.");
    } else {
      out.printf(
          "  not finished: %,d values sealed anew; values under the old key are left in %s. The old"
              + " key stays. Run the same command again later.%n",
          report.resealed(), String.join(", ", report.left()));
    }
  }

  /** Steps and progress, with rate and time left. */
  private static final class Console implements KeyRotation.Listener {
    private final PrintWriter out;
    private final long started = System.nanoTime();
    private Set<String> waiting = Set.of();
    private long said;

    Console(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void step(String what) {
      out.println("  " + what);
    }

    @Override
    public void resealed(String column, long done, long total) {
      long now = System.nanoTime();
      if (done < total && now - said < 1_000_000_000L) {
        return;
      }
      said = now;
      double rate = done / Math.max(0.001, (now - started) / 1e9);
      out.printf(
          Locale.ROOT,
          "  %s: %,d of %,d (%,.0f/s, %,.0f s left)%n",
          column,
          done,
          total,
          rate,
          (total - done) / Math.max(1, rate));
    }

    @Override
    public void waitingFor(Set<String> places) {
      if (!places.equals(waiting)) {
        waiting = places;
        places.forEach(place -> out.println("    not yet: " + place));
      }
    }
  }
}
