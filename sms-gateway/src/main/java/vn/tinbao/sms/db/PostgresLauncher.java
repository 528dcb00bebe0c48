package vn.tinbao.sms.db;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a real PostgreSQL that needs no installation: programs from a jar, data in a directory of
 * ours, reachable from this machine only, by password.
 *
 * <p>One directory, one process: a second start fails with {@link DirectoryInUseException}. When
 * the process that started it was killed, the postmaster it left behind is shut down in order
 * before a new one starts, so that exactly one exists and nothing committed is lost.
 */
public final class PostgresLauncher {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresLauncher.class);

  /** Crash recovery replays at most {@code max_wal_size} or so; minutes on a slow disk. */
  private static final Duration READY_WITHIN = Duration.ofMinutes(5);

  private static final int PORTS_TO_TRY = 3;

  private PostgresLauncher() {}

  /**
   * Returns when connections are accepted.
   *
   * @throws DirectoryInUseException when another process, or this one, has it open already
   * @throws DatabaseStartException when it cannot be started; the message says what to do
   */
  public static RunningPostgres start(PostgresOptions options) {
    return start(options, true);
  }

  /** As {@link #start(PostgresOptions)}; without user namespaces when a test says so. */
  static RunningPostgres start(PostgresOptions options, boolean namespaces) {
    Path directory = options.directory().toAbsolutePath().normalize();
    DirectoryLock lock = null;
    try {
      Files.createDirectories(directory);
      lock = DirectoryLock.take(directory);
      RunningPostgres running = start(options, directory, lock, namespaces);
      lock = null;
      return running;
    } catch (IOException e) {
      throw new DatabaseStartException(
          "The built-in PostgreSQL in " + directory + " could not be started: " + e.getMessage(),
          e);
    } finally {
      release(lock);
    }
  }

  /**
   * The address of a server that another process has running on this directory, for short commands
   * beside it; empty when none is ready there.
   */
  public static Optional<DatabaseAddress> join(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    Path data = PostgresCluster.data(absolute);
    try {
      Optional<PostmasterPid> pid = PostmasterPid.read(data);
      if (pid.isEmpty() || !pid.get().ready() || !pid.get().alive(data)) {
        return Optional.empty();
      }
      return Optional.of(
          DatabaseAddress.loopback(
              pid.get().port(), PostgresCluster.DATABASE, PostgresCluster.password(absolute)));
    } catch (IOException e) {
      throw new DatabaseStartException(
          "The database in " + absolute + " cannot be reached: " + e.getMessage(), e);
    }
  }

  /**
   * Stops the postmaster that a killed process left in this directory, if there is one; starts
   * nothing.
   */
  public static void stopLeftOver(PostgresOptions options) {
    Path data = PostgresCluster.data(options.directory().toAbsolutePath().normalize());
    try {
      if (Files.isDirectory(data)) {
        PostgresPrograms programs =
            PostgresPrograms.unpack(options.archive(), options.programs().toAbsolutePath());
        stopLeftOver(data, new PostgresStop(programs, RunAs.choose(data), data));
      }
    } catch (IOException e) {
      throw new DatabaseStartException(
          "PostgreSQL in " + data + " could not be stopped: " + e.getMessage(), e);
    }
  }

  private static RunningPostgres start(
      PostgresOptions options, Path directory, DirectoryLock lock, boolean namespaces)
      throws IOException {
    if (!Files.isDirectory(PostgresCluster.data(directory))) {
      LOG.info("Creating the database in {}", directory);
    }
    PostgresPrograms programs =
        PostgresPrograms.unpack(options.archive(), options.programs().toAbsolutePath());
    RunAs runAs = RunAs.choose(PostgresCluster.data(directory), namespaces);
    runAs.checkReach(programs.program("postgres"));
    PostgresCluster cluster = new PostgresCluster(directory, programs, runAs);
    PostgresStop stop = new PostgresStop(programs, runAs, cluster.data());
    stopLeftOver(cluster.data(), stop);
    cluster.initialise(options.durable());
    for (int attempt = 1; ; attempt++) {
      int port = cluster.freePort();
      cluster.configure(port, options.durable());
      Process process = launch(cluster, programs, runAs);
      if (isReady(process, cluster.data())) {
        LOG.info("PostgreSQL {} is ready on 127.0.0.1:{}", programs.majorVersion(), port);
        return new RunningPostgres(process, stop, lock, port, PostgresCluster.password(directory));
      }
      process.destroyForcibly();
      if (attempt == PORTS_TO_TRY) {
        throw new IOException("it ended at once; its log " + cluster.log() + tail(cluster.log()));
      }
    }
  }

  private static void stopLeftOver(Path data, PostgresStop stop) throws IOException {
    Optional<PostmasterPid> pid = PostmasterPid.read(data);
    if (pid.isEmpty()) {
      return;
    }
    if (pid.get().alive(data)) {
      LOG.info("Stopping PostgreSQL {} that a killed TinBao left behind", pid.get().pid());
      stop.leftOver();
    } else if (ProcessHandle.of(pid.get().pid()).isPresent()) {
      PostmasterPid.disown(data);
    }
  }

  private static Process launch(PostgresCluster cluster, PostgresPrograms programs, RunAs runAs)
      throws IOException {
    List<String> command = new ArrayList<>();
    // A session of its own: Ctrl-C in the terminal is for us; we stop PostgreSQL last, in order.
    String setsid = Commands.find("setsid");
    if (!setsid.isEmpty()) {
      command.add(setsid);
    }
    command.addAll(runAs.command(programs.program("postgres"), "-D", cluster.data().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(cluster.log().toFile());
    Commands.calm(builder);
    return builder.start();
  }

  /** False when the process ended before it was ready. */
  private static boolean isReady(Process process, Path data) throws IOException {
    long end = System.nanoTime() + READY_WITHIN.toNanos();
    while (process.isAlive()) {
      Optional<PostmasterPid> pid = PostmasterPid.read(data);
      if (pid.isPresent() && pid.get().pid() == process.pid() && pid.get().ready()) {
        return true;
      }
      if (System.nanoTime() > end) {
        process.destroy();
        throw new IOException("not ready after " + READY_WITHIN.toMinutes() + " minutes");
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        process.destroy();
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while it started", e);
      }
    }
    return false;
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return " says:\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  private static void release(@org.jspecify.annotations.Nullable DirectoryLock lock) {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        LOG.warn("The lock could not be released: {}", e.getMessage());
      }
    }
  }
}
