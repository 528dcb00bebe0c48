package vn.tinbao.mobile.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.mobile.media.Media;
import vn.tinbao.mobile.media.Source;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.mobile.testing.FakeServer;
import vn.tinbao.mobile.testing.TestMachine;
import vn.tinbao.server.testing.Samples;

/** A lock, a way out or a dying phone while something is photographed, recorded or sealed. */
class CapturesTest {
  private static final String PIN = "730512";

  @TempDir Path home;
  @TempDir Path camera;
  private final FakeServer server = new FakeServer();
  private final TestMachine machine = new TestMachine();
  private Instant now = Instant.parse("2026-11-22T08:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private AppHarness app;

  @BeforeEach
  void start() {
    open();
  }

  private void open() {
    app = AppHarness.start(AppHarness.impatient(server.uri()), home, clock, machine);
  }

  @AfterEach
  void stop() {
    app.close();
    server.close();
  }

  @Test
  void a_photo_taken_while_the_app_was_locked_over_it_is_there_after_the_pin() throws IOException {
    setPin();
    app.fire("home-report");
    Path photo = photo();
    machine.takesItsTime();
    app.fire("files-photo");
    app.goAway();
    now = now.plus(Duration.ofMinutes(3));
    app.comeBack();
    assertThat(app.shows("lock-pin")).isTrue();
    machine.giveNow();
    app.waitFor("nothing readable in the camera's folder", () -> !Files.exists(photo));
    assertThat(app.shows("lock-pin")).isTrue();
    unlock();
    app.fire("home-report");
    assertArrives();
  }

  @Test
  void a_photo_given_before_the_lock_and_one_turned_back_from_after_it() throws IOException {
    setPin();
    app.fire("home-report");
    photo();
    app.fire("files-photo");
    machine.takesItsTime();
    app.fire("files-photo");
    app.fire("quick-exit");
    assertThat(app.shows("lock-pin")).isTrue();
    machine.willGiveNothing();
    machine.giveNow();
    unlock();
    app.fire("home-report");
    assertArrives();
  }

  @Test
  void a_recording_ends_with_the_lock_and_is_kept() throws IOException {
    setPin();
    app.fire("home-report");
    machine.mayRecord();
    photo();
    app.fire("files-record");
    assertThat(machine.records()).isTrue();
    app.fire("quick-exit");
    assertThat(machine.records()).as("the microphone").isFalse();
    unlock();
    app.fire("home-report");
    assertArrives();
  }

  @Test
  void a_recording_goes_on_while_one_looks_at_other_screens_and_ends_when_one_turns_away()
      throws IOException {
    app.fire("home-report");
    machine.mayRecord();
    photo();
    app.fire("files-record");
    app.back();
    app.fire("home-hotlines");
    assertThat(machine.records()).isTrue();
    app.back();
    app.fire("home-report");
    assertThat(app.shows("files-stop")).isTrue();
    app.goAway();
    assertThat(machine.records()).as("the microphone").isFalse();
    app.comeBack();
    assertArrives();
  }

  @Test
  void what_is_sealed_when_the_app_is_closed_is_there_at_the_next_start() throws IOException {
    app.fire("home-report");
    machine.willGive(Files.write(camera.resolve("a.bin"), new byte[4_000_000]), true);
    app.fire("files-photo");
    app.close();
    open();
    app.fire("home-report");
    app.waitFor("report-files");
    assertThat(camera).isEmptyDirectory();
  }

  @Test
  void a_phone_that_dies_with_the_camera_open_finds_the_photo_at_the_next_start()
      throws IOException {
    app.fire("home-report");
    app.type("report-story", "Chuyện.");
    app.waitUntilKept();
    machine.takesItsTime();
    app.fire("files-photo");
    app.kill();
    Path photo = photo();
    machine.leaves(photo);
    machine.leaves(Files.writeString(camera.resolve("older.jpg"), "nobody waits for it"));
    open();
    app.fire("home-report");
    assertArrives();
    assertThat(camera).isEmptyDirectory();
  }

  @Test
  void a_phone_that_dies_and_left_no_photo_says_so() {
    app.fire("home-report");
    app.type("report-story", "Chuyện.");
    app.waitUntilKept();
    machine.takesItsTime();
    app.fire("files-photo");
    app.kill();
    open();
    app.fire("home-report");
    assertThat(app.text("files-said")).contains("chụp lại");
    assertThat(app.shows("report-files")).isFalse();
  }

  @Test
  void an_officers_photo_that_a_dying_phone_left_is_sealed_before_any_pin_and_arrives()
      throws IOException {
    String task = photographing();
    app.kill();
    Path photo = photo();
    machine.leaves(photo);
    open();
    app.waitFor("nothing readable before anybody typed a PIN", () -> !Files.exists(photo));
    app.go("nav-officer");
    assertThat(app.shows("pin")).isTrue();
    app.type("pin", AppHarness.PIN);
    app.fire("pin-unlock");
    app.waitFor("the photo to arrive", () -> server.files().containsKey("tep-1.jpg"));
    ByteArrayOutputStream clean = new ByteArrayOutputStream();
    Media.clean(Source.of(Samples.jpeg()), clean);
    assertThat(server.files().get("tep-1.jpg")).isEqualTo(clean.toByteArray());
    openReport(task);
    app.waitFor("the photo's line", () -> !app.idsBeginningWith("task-file-").isEmpty());
    assertThat(app.screenText()).doesNotContain("chụp lại");
  }

  @Test
  void what_a_dying_phone_left_goes_to_whose_camera_was_open_last_and_to_nobody_else()
      throws IOException {
    app.fire("home-report");
    app.type("report-story", "Chuyện.");
    machine.takesItsTime();
    app.fire("files-photo");
    app.back();
    now = now.plusSeconds(60);
    String task = photographing();
    app.kill();
    Path photo = photo();
    machine.leaves(photo);
    open();
    app.waitFor("nothing readable", () -> !Files.exists(photo));
    app.fire("home-report");
    assertThat(app.shows("report-files")).as("not the citizen's").isFalse();
    app.back();
    app.openOfficer();
    app.waitFor("the photo to arrive", () -> server.files().containsKey("tep-1.jpg"));
    assertThat(server.files()).hasSize(1);
    openReport(task);
  }

  @Test
  void an_officers_photo_that_a_dying_phone_did_not_make_is_asked_for_again() {
    String task = photographing();
    app.kill();
    open();
    app.openOfficer();
    openReport(task);
    app.waitForText("files-said", "chụp lại");
    assertThat(app.idsBeginningWith("task-file-")).isEmpty();
  }

  @Test
  void an_officer_who_was_erased_leaves_no_photo_that_a_camera_gives_later() throws IOException {
    photographing();
    app.kill();
    Path photo = photo();
    machine.leaves(photo);
    vn.tinbao.mobile.store.Vault.destroy(home.resolve("officer"));
    open();
    app.waitFor("nothing readable", () -> !Files.exists(photo));
    assertThat(home.resolve("officer/files")).doesNotExist();
  }

  /** The officer's camera is open, for the task of that id. */
  private String photographing() {
    app.signIn(FakeServer.USERNAME, FakeServer.PASSWORD, FakeServer.TOTP);
    String task = server.offer("Ngã ba Bình Trung", "Xe đón lúc 5 giờ.");
    app.waitFor("assignment-" + task);
    app.fire("assignment-" + task);
    app.waitFor("action-accept");
    app.fire("action-accept");
    app.waitFor("assignment-narrative");
    app.waitForGone("unsent-line");
    app.fire("field-report");
    machine.takesItsTime();
    app.fire("files-photo");
    return task;
  }

  private void openReport(String task) {
    app.waitFor("assignment-" + task);
    app.fire("assignment-" + task);
    app.waitFor("field-report");
    app.fire("field-report");
  }

  @Test
  void a_question_of_the_system_before_a_recording_excuses_the_leave_and_a_no_is_said()
      throws IOException {
    app.fire("home-report");
    machine.asksFirst();
    app.fire("files-record");
    app.goAway();
    app.comeBack();
    machine.allow(false);
    app.waitForText("files-said", "chưa cho ghi âm");
    photo();
    app.fire("files-record");
    app.goAway();
    machine.allow(true);
    app.comeBack();
    assertThat(machine.records()).isTrue();
    app.fire("files-stop");
    assertArrives();
  }

  @Test
  void who_allows_the_microphone_after_the_lock_is_not_recorded() {
    setPin();
    app.fire("home-report");
    machine.asksFirst();
    app.fire("files-record");
    app.fire("quick-exit");
    machine.willGiveNothing();
    machine.allow(true);
    assertThat(machine.records()).isFalse();
  }

  @Test
  void a_phone_without_a_microphone_for_the_app_says_so() {
    app.fire("home-report");
    assertThat(app.shows("files-no-sound")).isFalse();
    app.back();
    machine.isDeaf();
    app.fire("home-report");
    assertThat(app.text("files-no-sound")).contains("không ghi âm được");
    assertThat(app.shows("files-record")).isFalse();
    assertThat(app.shows("files-sound")).isFalse();
  }

  @Test
  void a_photo_that_comes_after_everything_was_erased_is_thrown_away() throws IOException {
    app.fire("home-report");
    Path photo = photo();
    machine.takesItsTime();
    app.fire("files-photo");
    machine.leaves(Files.writeString(camera.resolve("older.jpg"), "nobody waits for it"));
    app.back();
    app.go("nav-settings");
    app.fire("settings-wipe");
    app.fire("settings-wipe-confirm");
    app.waitFor("the app to leave", app::left);
    machine.giveNow();
    app.waitFor("nothing readable", () -> !Files.exists(photo));
    assertThat(camera).isEmptyDirectory();
    assertThat(home).doesNotExist();
  }

  @Test
  void a_photo_for_a_draft_that_was_thrown_away_leaves_nothing() throws IOException {
    app.fire("home-report");
    app.type("report-story", "Chuyện.");
    Path photo = photo();
    machine.takesItsTime();
    app.fire("files-photo");
    next();
    app.fire("report-discard");
    app.fire("report-discard-confirm");
    machine.giveNow();
    app.waitFor("nothing readable", () -> !Files.exists(photo));
    app.waitFor("nothing sealed", () -> sealedFiles() == 0);
    app.fire("home-report");
    assertThat(app.shows("report-files")).isFalse();
  }

  @Test
  void a_photo_that_comes_after_its_tip_was_sent_follows_it() throws IOException {
    app.fire("home-report");
    app.type("report-story", "Chuyện.");
    photo();
    machine.takesItsTime();
    app.fire("files-photo");
    next();
    app.fire("send");
    app.waitFor("receipt-code");
    machine.giveNow();
    app.waitFor("the photo to arrive", () -> server.files().containsKey("tep-1.jpg"));
    assertThat(server.tips()).hasSize(1);
  }

  /** The photo is with the draft that is on the screen, is sent with it, and once. */
  private void assertArrives() throws IOException {
    app.waitFor("report-files");
    assertThat(app.idsBeginningWith("file-remove-")).hasSize(1);
    next();
    app.fire("send");
    app.waitFor("the photo to arrive", () -> !server.files().isEmpty());
    assertThat(server.files()).containsOnlyKeys("tep-1.jpg");
    ByteArrayOutputStream clean = new ByteArrayOutputStream();
    Media.clean(Source.of(Samples.jpeg()), clean);
    assertThat(server.files().get("tep-1.jpg")).isEqualTo(clean.toByteArray());
    app.waitFor("nothing sealed left", () -> sealedFiles() == 0);
  }

  private Path photo() throws IOException {
    Path photo = Files.write(camera.resolve("now.jpg"), Samples.jpeg());
    machine.willGive(photo, true);
    return photo;
  }

  private long sealedFiles() {
    String[] names = home.resolve("citizen/files").toFile().list();
    return names == null ? 0 : names.length;
  }

  private void next() {
    for (int i = 0; i < 3; i++) {
      app.fire("report-next");
    }
  }

  private void setPin() {
    app.go("nav-settings");
    app.type("settings-pin-new", PIN);
    app.type("settings-pin-again", PIN);
    app.fire("settings-pin-set");
    app.waitFor("settings-pin-remove");
    app.back();
  }

  private void unlock() {
    app.type("lock-pin", PIN);
    app.fire("lock-open");
    app.waitFor("home-report");
  }
}
