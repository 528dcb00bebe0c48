package vn.tinbao.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.mobile.platform.Locator;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.mobile.testing.FakeServer;

/** Somebody has the phone's memory in his hands and looks for what was said. */
class ForensicsTest {
  private static final String MARKER = "ZEBRAQUAGGA";

  @TempDir Path home;
  @TempDir Path camera;
  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void after_use_nothing_in_the_directory_can_be_read() throws IOException {
    List<String> secrets = new ArrayList<>(List.of(MARKER, "Công an xã", FakeServer.USERNAME));
    secrets.addAll(use());
    List<Path> files = files();
    assertThat(files.size()).isGreaterThan(10);
    for (Path file : files) {
      assertReadsNothing(file, secrets);
    }
  }

  @Test
  void after_erasing_there_is_nothing_at_all() throws IOException {
    use();
    try (AppHarness app = AppHarness.start(server.uri(), home)) {
      app.go("nav-settings");
      app.fire("settings-wipe");
      app.fire("settings-wipe-confirm");
      app.waitFor("the app to leave", app::left);
    }
    assertThat(home).doesNotExist();
    assertThat(camera).isEmptyDirectory();
  }

  /** Every kind of thing the app keeps, with the marker in each; returns the other secrets. */
  private List<String> use() throws IOException {
    List<String> secrets = new ArrayList<>(List.of("Hoa chụp"));
    String task = server.offer(MARKER + " place", MARKER + " narrative");
    server.told(task, MARKER + " behind", 21.854317, 106.762319);
    secrets.addAll(List.of("21.854317", "106.762319", "20.512347"));
    try (AppHarness app = AppHarness.start(server.uri(), home)) {
      app.fire("home-report");
      app.type("report-story", MARKER + " sent story");
      sendFromStory(app);
      app.waitFor("receipt-code");
      secrets.add(app.text("receipt-code"));
      secrets.add(app.text("receipt-code").replace(" ", ""));
      secrets.add((String) server.tips().get(0).get("id"));
      app.fire("receipt-follow");
      server.staffAnswers(MARKER + " answer");
      app.waitForText("dialogue-messages", MARKER);
      app.type("dialogue-text", MARKER + " half a message");
      app.back();
      app.back();
      app.signIn(FakeServer.USERNAME, FakeServer.PASSWORD, FakeServer.TOTP);
      app.waitFor("assignment-" + task);
      secrets.add(task);
      secrets.add(FakeServer.PASSWORD);
      app.fire("assignment-" + task);
      app.waitFor("action-accept");
      app.fire("action-accept");
      app.waitForText("assignment-narrative", MARKER);
      app.waitForText("assignment-told", "21.854317");
      server.down(true);
      app.fire("action-report");
      app.type("note-text", MARKER + " report");
      app.fire("note-send");
      app.back();
      app.back();
      app.fire("home-report");
      app.type("report-story", MARKER + " unsent story");
      addFile(app);
      app.fire("report-next");
      app.type("report-place", MARKER + " place");
      app.machine().isAt(new Locator.Fix(20.512347, 105.8, null, Instant.EPOCH));
      app.fire("report-locate");
      app.waitFor("report-position");
      app.fire("report-next");
      app.type("report-name", MARKER + " name");
      app.type("report-phone", "0912345678");
      secrets.add("0912345678");
      app.fire("report-next");
      app.fire("send");
      app.waitFor("tip-send-now");
      app.back();
      app.fire("home-report");
      app.type("report-story", MARKER + " draft");
      addFile(app);
      app.waitUntilKept();
    }
    return secrets;
  }

  /** A photo taken for the app: nothing of it may stay where the camera put it. */
  private void addFile(AppHarness app) throws IOException {
    Path photo = camera.resolve(MARKER + ".txt");
    Files.writeString(photo, (MARKER + " Hoa chụp lúc 5 giờ. ").repeat(9_000));
    app.machine().willGive(photo, true);
    app.fire("files-photo");
    app.waitFor("report-files");
    assertThat(photo).doesNotExist();
  }

  private static void sendFromStory(AppHarness app) {
    app.fire("report-next");
    app.fire("report-next");
    app.fire("report-next");
    app.fire("send");
  }

  private void assertReadsNothing(Path file, List<String> secrets) throws IOException {
    String bytes = latin1(Files.readAllBytes(file));
    for (String secret : secrets) {
      for (Charset charset :
          List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
        byte[] plain = secret.getBytes(charset);
        assertThat(bytes).as("%s in %s", secret, file).doesNotContain(latin1(plain));
        assertThat(bytes.toLowerCase(Locale.ROOT)).doesNotContain(HexFormat.of().formatHex(plain));
      }
      String inBase64 =
          Base64.getEncoder()
              .withoutPadding()
              .encodeToString(secret.getBytes(StandardCharsets.UTF_8));
      // Wherever it would begin, two of three characters in the middle look the same.
      assertThat(bytes).doesNotContain(inBase64.substring(0, inBase64.length() - 2));
      assertThat(file.getFileName().toString()).doesNotContain(secret);
    }
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void an_erasing_that_was_cut_off_is_ended_before_anything_is_opened() throws IOException {
    use();
    Files.write(home.resolve("wiping"), new byte[] {1});
    try (AppHarness app = AppHarness.start(server.uri(), home)) {
      app.waitFor("home-report");
      assertThat(app.text("home-report")).doesNotContain("Viết tiếp");
      assertThat(home.resolve("officer")).doesNotExist();
      assertThat(home.resolve("wiping")).doesNotExist();
    }
  }
}
