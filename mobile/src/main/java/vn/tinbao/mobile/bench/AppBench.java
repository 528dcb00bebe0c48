package vn.tinbao.mobile.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts the app again and again the way a very old phone would: on one core, with the quick
 * compiler only, in a small heap, with its classes archived (AppCDS). First with an empty
 * directory, then with the one that the first start made.
 */
public final class AppBench {
  private static final int RUNS = 7;
  private static final int MOST_MILLIS = 2_500;
  private static final int HEAP_MEGABYTES = 128;
  private static final int SECONDS_FOR_A_START = 120;

  private final Path folder;
  private final String classPath;

  private AppBench(Path folder, String classPath) {
    this.folder = folder;
    this.classPath = classPath;
  }

  private record Start(long millis, long heapKilobytes) {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("tinbao-bench-app");
    try {
      boolean met = new AppBench(folder, System.getProperty("java.class.path")).run();
      System.exit(met ? 0 : 1);
    } finally {
      remove(folder);
    }
  }

  private boolean run() throws IOException, InterruptedException {
    Path archive = folder.resolve("app.jsa");
    System.out.println("Archiving the classes …");
    var unused = start("-XX:ArchiveClassesAtExit=" + archive);
    boolean archived = Files.exists(archive);
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      Start start = start(archived ? "-XX:SharedArchiveFile=" + archive : "-Xshare:auto");
      starts.add(start);
      System.out.printf(
          Locale.ROOT, "start %d: %,d ms, heap %,d KB%n", i + 1, start.millis, start.heapKilobytes);
    }
    long median = starts.stream().mapToLong(Start::millis).sorted().toArray()[RUNS / 2];
    long heap = starts.stream().mapToLong(Start::heapKilobytes).max().orElseThrow();
    boolean met = median <= MOST_MILLIS;
    System.out.printf(
        Locale.ROOT,
        "median %,d ms from process start to the first screen (goal %,d): %s%n"
            + "heap in use %,d KB of %d MB allowed; one core: %s; C1 only; classes archived: %s%n",
        median,
        MOST_MILLIS,
        met ? "met" : "NOT met",
        heap,
        HEAP_MEGABYTES,
        oneCore().isEmpty() ? "no taskset here" : "yes",
        archived ? "yes" : "no");
    return met;
  }

  private static List<String> oneCore() {
    return Files.isExecutable(Path.of("/usr/bin/taskset"))
        ? List.of("/usr/bin/taskset", "-c", "0")
        : List.of();
  }

  private Start start(String sharing) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(oneCore());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(sharing);
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-Xmx" + HEAP_MEGABYTES + "m");
    for (String drawing :
        List.of(
            "glass.platform=Monocle",
            "monocle.platform=Headless",
            "prism.order=sw",
            "headless.geometry=800x1200-32",
            "tinbao.app.home=" + folder.resolve("home"))) {
      command.add("-D" + drawing);
    }
    command.add("-cp");
    command.add(classPath);
    command.add(StartedApp.Main.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(SECONDS_FOR_A_START, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return said.lines()
        .filter(line -> line.startsWith(StartedApp.MARK))
        .map(line -> line.substring(StartedApp.MARK.length()).split(" "))
        .map(parts -> new Start(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the app did not start:\n" + said));
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(java.util.Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
