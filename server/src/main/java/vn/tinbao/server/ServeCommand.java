package vn.tinbao.server;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** Runs the server until it is told to stop. */
@Command(
    name = "serve",
    description = "Run the server (settings: TINBAO_*, see docs/configuration.md).",
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {

  @Override
  public Integer call() throws InterruptedException {
    try (ApplicationContext context = start(Map.of())) {
      EmbeddedServer server = context.getBean(EmbeddedServer.class);
      System.out.println("TinBao answers at " + server.getURI());
      awaitStop(context);
    }
    return 0;
  }

  /** A running server with its HTTP port open, plus these properties. */
  public static ApplicationContext start(Map<String, Object> more, String... environments) {
    Map<String, Object> properties = Main.properties();
    properties.putAll(more);
    ApplicationContext context =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .environments(environments)
            .properties(properties)
            .start();
    try {
      context.getBean(EmbeddedServer.class).start();
      return context;
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
  }

  /** Waits for Ctrl-C or a kill; then everything stops in order before the process ends. */
  public static void awaitStop(ApplicationContext context) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  told.countDown();
                  context.close();
                  stopped.countDown();
                },
                "stop"));
    told.await();
    stopped.await();
  }
}
