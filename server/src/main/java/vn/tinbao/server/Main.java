package vn.tinbao.server;

import io.micronaut.context.ApplicationContext;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import vn.tinbao.server.audit.VerifyAuditCommand;
import vn.tinbao.server.backup.BackupCommand;
import vn.tinbao.server.backup.BackupException;
import vn.tinbao.server.backup.BackupKeyCommand;
import vn.tinbao.server.backup.RestoreCommand;
import vn.tinbao.server.bench.BenchCommand;
import vn.tinbao.server.catalogue.ImportAgenciesCommand;
import vn.tinbao.server.catalogue.ImportBorderCommunesCommand;
import vn.tinbao.server.catalogue.ImportBoundariesCommand;
import vn.tinbao.server.catalogue.ImportRemoteCommunesCommand;
import vn.tinbao.server.catalogue.ImportRulesCommand;
import vn.tinbao.server.catalogue.ImportSuccessionCommand;
import vn.tinbao.server.catalogue.ImportUnitsCommand;
import vn.tinbao.server.demo.DemoCommand;
import vn.tinbao.server.offers.ImportOffersCommand;
import vn.tinbao.server.plan.ImportPlanCommand;
import vn.tinbao.server.retention.RetentionCommand;
import vn.tinbao.server.routing.CheckCommand;
import vn.tinbao.server.routing.lines.UnderstandCommand;
import vn.tinbao.server.staff.CreateAdminCommand;
import vn.tinbao.server.tip.MovesCommand;
import vn.tinbao.server.vault.RotateKeysCommand;
import vn.tinbao.server.vault.WrapKeysCommand;
import vn.tinbao.sms.StartFailure;

/** The one program of the server: every command of {@code ./tinbao} but those that build. */
public final class Main {
  private static final List<Class<?>> COMMANDS =
      List.of(
          ServeCommand.class,
          DemoCommand.class,
          ImportUnitsCommand.class,
          ImportBorderCommunesCommand.class,
          ImportRemoteCommunesCommand.class,
          ImportSuccessionCommand.class,
          ImportBoundariesCommand.class,
          ImportAgenciesCommand.class,
          ImportRulesCommand.class,
          ImportOffersCommand.class,
          ImportPlanCommand.class,
          CheckCommand.class,
          MovesCommand.class,
          UnderstandCommand.class,
          CreateAdminCommand.class,
          VerifyAuditCommand.class,
          RetentionCommand.class,
          BackupKeyCommand.class,
          BackupCommand.class,
          RestoreCommand.class,
          RotateKeysCommand.class,
          WrapKeysCommand.class,
          BenchCommand.class);

  private static final Set<String> ANSWERS_ON_STANDARD_OUTPUT = Set.of("understand");

  private Main() {}

  /** Runs one command; the exit code is 0 when it did its work, 2 for wrong words, 1 otherwise. */
  public static void main(String[] args) {
    Optional<Class<?>> command = args.length == 0 ? Optional.empty() : named(args[0]);
    if (command.isEmpty()) {
      boolean asked = args.length > 0 && args[0].matches("-h|--help|help");
      usage(asked ? System.out : System.err);
      System.exit(asked ? 0 : 2);
    }
    if (ANSWERS_ON_STANDARD_OUTPUT.contains(args[0])) {
      // Before anything logs: the answers of these are read by programs.
      System.setProperty("TINBAO_LOG_TO", "System.err");
    }
    System.exit(run(command.orElseThrow(), Arrays.copyOfRange(args, 1, args.length)));
  }

  private static int run(Class<?> type, String[] args) {
    try (Beans beans = new Beans()) {
      return new CommandLine(beans.create(type), beans)
          .setExecutionExceptionHandler((error, command, parsed) -> failed(error))
          .execute(args);
    } catch (Exception e) {
      return failed(e);
    }
  }

  private static int failed(Throwable error) {
    if (error instanceof BackupException) {
      System.err.println("tinbao: " + error.getMessage());
      return 1;
    }
    System.err.println("tinbao: " + StartFailure.sentence(error).orElseGet(() -> innermost(error)));
    return 1;
  }

  private static Optional<Class<?>> named(String name) {
    return COMMANDS.stream()
        .filter(type -> type.getAnnotation(Command.class).name().equals(name))
        .findFirst();
  }

  private static void usage(PrintStream out) {
    out.println("Commands of the TinBao server (each knows --help):\n");
    for (Class<?> type : COMMANDS) {
      Command command = type.getAnnotation(Command.class);
      out.printf("  %-20s %s%n", command.name(), String.join(" ", command.description()));
    }
  }

  /** The message of the innermost cause that has one: what an operator can act on. */
  private static String innermost(Throwable error) {
    String found = error.toString();
    for (Throwable at = error; at != null; at = at.getCause()) {
      String message = at.getMessage();
      if (message != null && !message.isBlank()) {
        found = message;
      }
    }
    return found;
  }

  /** What every start of the server has in common. */
  static Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    if (Runtime.version().feature() < 21) {
      // Without virtual threads a bounded pool has the better tail (notes/server.md, section 5).
      properties.put("micronaut.executors.blocking.type", "FIXED");
      properties.put("micronaut.executors.blocking.n-threads", 24);
    }
    return properties;
  }

  /**
   * Gives picocli its commands, and a command the beans it asks for only then; the application
   * starts with the first bean.
   */
  private static final class Beans implements CommandLine.IFactory, AutoCloseable {
    private @Nullable ApplicationContext context;

    @Override
    public <K> K create(Class<K> type) throws Exception {
      boolean plain =
          !(type.isAnnotationPresent(Command.class) || type.isAnnotationPresent(Singleton.class))
              || Arrays.stream(type.getConstructors()).anyMatch(c -> c.getParameterCount() == 0);
      if (plain) {
        return CommandLine.defaultFactory().create(type);
      }
      if (context == null) {
        Map<String, Object> properties = properties();
        // A tool may run beside the server that owns the embedded database.
        properties.put("tinbao.db.join", true);
        context =
            ApplicationContext.builder().deduceEnvironment(false).properties(properties).start();
      }
      return context.getBean(type);
    }

    @Override
    public void close() {
      if (context != null) {
        context.close();
      }
    }
  }
}
