package vn.tinbao.mobile.platform.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.mobile.platform.CameraCache;
import vn.tinbao.mobile.platform.PickedFile;
import vn.tinbao.mobile.testing.AppHarness;

/**
 * Both sides of an errand: the app's, and the class that runs on Android's own machine, here
 * compiled against a phone that is played ({@code src/test/dalvik}). What a real phone does between
 * them was not run.
 */
class ErrandsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final byte[] VOICE = "\0\0\0\u0018ftypM4A lời kể".getBytes(StandardCharsets.UTF_8);
  private static final Path REAL = Path.of("dalvik/src/main/java");
  private static final Path PLAYED = Path.of("src/test/dalvik");

  @TempDir static Path classes;
  @TempDir Path cache;

  private static Class<?> phone;

  private Errands errands;
  private ErrandRecorder recorder;
  private final List<Boolean> begun = new CopyOnWriteArrayList<>();
  private final List<Optional<PickedFile>> made = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void compileThePhone() throws Exception {
    AppHarness.startToolkit();
    List<Path> sources = new ArrayList<>(javaFiles(PLAYED));
    for (Path stub : javaFiles(REAL)) {
      if (!Files.exists(PLAYED.resolve(REAL.relativize(stub)))) {
        sources.add(stub);
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      assertThat(
              compiler
                  .getTask(
                      null,
                      files,
                      null,
                      List.of("-d", classes.toString(), "-proc:none", "-nowarn"),
                      null,
                      files.getJavaFileObjectsFromPaths(sources))
                  .call())
          .isTrue();
    }
    phone =
        new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader())
            .loadClass("vn.tinbao.android.PlayedPhone");
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  @BeforeEach
  void switchOn() throws Exception {
    Files.createDirectories(cache.resolve("errands"));
    Files.createFile(cache.resolve("errands/record-of-a-run-that-died"));
    play("start", new Class<?>[] {File.class, byte[].class}, cache.toFile(), VOICE);
    errands = new Errands(cache);
    recorder = new ErrandRecorder(errands, new CameraCache(cache));
  }

  private static Object play(String what, Class<?>[] types, Object... with) throws Exception {
    Method method = phone.getMethod(what, types);
    return method.invoke(null, with);
  }

  @SuppressWarnings("unchecked")
  private static List<String> log() throws Exception {
    return (List<String>) play("log", new Class<?>[0]);
  }

  private static void answer(boolean yes) throws Exception {
    play("answer", new Class<?>[] {boolean.class}, yes);
  }

  private void start() {
    AppHarness.onScreen(
        () -> {
          recorder.start(begun::add);
          return null;
        });
  }

  private void stop() {
    AppHarness.onScreen(
        () -> {
          recorder.stop(made::add);
          return null;
        });
  }

  @Test
  void the_person_is_asked_once_and_the_voice_comes_out_of_the_cameras_reach() throws Exception {
    start();
    await().atMost(SOON).until(() -> log().contains("asked android.permission.RECORD_AUDIO"));
    assertThat(begun).as("while the question stands").isEmpty();
    answer(true);
    await().atMost(SOON).until(() -> begun.equals(List.of(true)));
    stop();
    await().atMost(SOON).until(() -> !made.isEmpty());
    Path file = made.get(0).orElseThrow().path();
    assertThat(file).hasBinaryContent(VOICE).hasExtension("taken");
    made.get(0).orElseThrow().forget();
    start();
    await().atMost(SOON).until(() -> begun.size() == 2);
    assertThat(log().stream().filter(line -> line.startsWith("asked")).count()).isEqualTo(1);
    stop();
    await().atMost(SOON).until(() -> made.size() == 2);
    made.get(1).orElseThrow().forget();
    await().atMost(SOON).until(() -> javaEmpty(cache.resolve("errands")));
    try (Stream<Path> left = Files.list(cache)) {
      assertThat(left).containsExactly(cache.resolve("errands"));
    }
  }

  private static boolean javaEmpty(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.findAny().isEmpty();
    }
  }

  @Test
  void who_says_no_or_is_on_the_telephone_records_nothing() throws Exception {
    start();
    await().atMost(SOON).until(() -> !log().isEmpty());
    answer(false);
    await().atMost(SOON).until(() -> begun.equals(List.of(false)));
    start();
    await().atMost(SOON).until(() -> log().size() == 2);
    play("callBegins", new Class<?>[0]);
    answer(true);
    await().atMost(SOON).until(() -> begun.equals(List.of(false, false)));
    stop();
    assertThat(made).containsExactly(Optional.empty());
    assertThat(log()).contains("silent").doesNotContain("recording");
  }

  @Test
  void an_order_that_was_taken_back_is_not_done() throws Exception {
    AppHarness.onScreen(
        () -> {
          errands.ask("record", "x", Duration.ofMillis(1), begun::add);
          return null;
        });
    await().atMost(SOON).until(() -> begun.equals(List.of(false)));
    answer(true);
    await().during(Duration.ofMillis(200)).atMost(SOON).until(() -> !log().contains("recording"));
  }

  @Test
  void a_recording_of_a_run_that_died_is_found_as_what_a_camera_left() throws Exception {
    start();
    await().atMost(SOON).until(() -> !log().isEmpty());
    answer(true);
    await().atMost(SOON).until(() -> begun.equals(List.of(true)));
    Files.write(cache.resolve("half.m4a"), VOICE);
    assertThat(new CameraCache(cache).leftovers()).hasSize(1);
  }

  @Test
  void erasing_lets_the_address_go_and_clears_what_libraries_keep_and_the_disguise_only_the_first()
      throws Exception {
    AppHarness.onScreen(
        () -> {
          errands.ask("forget", "a", SOON, begun::add);
          return null;
        });
    await().atMost(SOON).until(() -> begun.equals(List.of(true)));
    assertThat(log()).containsExactly("token deleted");
    AppHarness.onScreen(
        () -> {
          errands.ask("erase", "b", SOON, begun::add);
          return null;
        });
    await().atMost(SOON).until(() -> begun.size() == 2);
    assertThat(log()).containsExactly("token deleted", "token deleted", "cleared");
  }
}
