package vn.tinbao.mobile.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.mobile.media.Media;
import vn.tinbao.mobile.media.Source;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.mobile.testing.FakeServer;
import vn.tinbao.mobile.testing.FakeServer.Fault;
import vn.tinbao.server.testing.Samples;

/** Photos, films and recordings: cleaned, sealed, sent whatever the network does. */
class FilesTest {
  private static final String STORY = "Có người rủ cháu gái tôi đi làm xa.";

  @TempDir Path home;
  @TempDir Path gallery;
  private final FakeServer server = new FakeServer();
  private AppHarness app;

  @BeforeEach
  void start() {
    app = AppHarness.start(server.uri(), home);
  }

  @AfterEach
  void stop() {
    app.close();
    server.close();
  }

  @Test
  void a_photo_taken_now_is_cleaned_leaves_no_trace_and_arrives_with_the_tip() throws IOException {
    Path photo = file("IMG_Nguyen_Thi_Hoa.jpg", Samples.jpeg());
    app.machine().willGive(photo, true);
    app.fire("home-report");
    app.type("report-story", STORY);
    add("files-photo");
    app.waitForText("files-said", "Đã xoá nơi chụp");
    assertThat(photo).as("made for the app").doesNotExist();
    send();
    app.waitFor("the photo to arrive", () -> server.files().size() == 1);
    assertThat(server.files()).containsOnlyKeys("tep-1.jpg");
    assertThat(server.files().get("tep-1.jpg")).isEqualTo(cleaned(Samples.jpeg()));
    app.waitFor("nothing sealed left", () -> sealedFiles() == 0);
    app.waitForGone("unsent-line");
    assertThat(app.text("tip-files")).contains("tep-1.jpg");
  }

  @Test
  void a_recording_alone_is_a_report() throws IOException {
    app.machine().mayRecord();
    app.machine().willGive(file("voice.amr", sound()), true);
    app.fire("home-report");
    app.fire("files-record");
    app.fire("files-stop");
    app.waitForText("files-said", "nguyên trạng");
    app.waitFor("report-files");
    send();
    app.waitFor("the recording to arrive", () -> server.files().containsKey("tep-1.amr"));
    assertThat(server.tips().get(0))
        .containsEntry("narrative", "Nội dung tin ở trong tệp gửi kèm.");
    assertThat(server.files().get("tep-1.amr")).isEqualTo(sound());
  }

  @Test
  void of_the_persons_own_files_only_a_copy_is_taken_and_it_can_be_put_away() throws IOException {
    Path own = file("giay-to.pdf", "%PDF-1.7 …".getBytes(StandardCharsets.UTF_8));
    app.machine().willGive(own, false);
    app.fire("home-report");
    add("files-file");
    app.waitFor("the file", () -> app.shows("report-files"));
    assertThat(own).exists();
    app.fireFirst("file-remove-");
    assertThat(app.shows("report-files")).isFalse();
    app.waitFor("nothing sealed", () -> sealedFiles() == 0);
    app.fire("report-next");
    app.waitFor("report-story-missing");
  }

  @Test
  void an_empty_file_and_one_that_is_gone_are_said_to_be_so() throws IOException {
    app.fire("home-report");
    app.machine().willGive(file("leer.jpg", new byte[0]), false);
    add("files-file");
    app.waitForText("files-said", "trống");
    app.machine().willGive(gallery.resolve("gone.jpg"), false);
    add("files-file");
    app.waitForText("files-said", "Không đọc được");
    app.machine().willGiveNothing();
    add("files-file");
    app.waitForGone("files-said");
    app.waitFor("nothing sealed", () -> sealedFiles() == 0);
  }

  @Test
  void an_upload_that_breaks_at_every_piece_goes_on_where_it_stood_and_arrives_once()
      throws IOException {
    byte[] film = bytes(700_000);
    server.cutPiecesAfter(100_000);
    app.machine().willGive(file("film.bin", film), false);
    app.fire("home-report");
    app.type("report-story", STORY);
    add("files-file");
    app.waitFor("the file", () -> app.shows("report-files"));
    send();
    app.waitFor("some of it", () -> server.bytesOfFiles() > 0);
    app.waitFor("all of it", () -> server.files().size() == 1);
    assertThat(server.files().get("tep-1.bin")).isEqualTo(film);
  }

  @Test
  void a_file_of_the_agency_is_fetched_piece_by_piece_over_a_bad_line_sealed_and_shown()
      throws IOException {
    app.fire("home-report");
    app.type("report-story", STORY);
    send();
    byte[] picture = Samples.jpeg();
    byte[] large = java.util.Arrays.copyOf(picture, 600_000); // A decoder skips what trails.
    String id = server.give("giay-moi.jpg", "image/jpeg", large);
    app.waitFor("receipt-follow");
    app.fire("receipt-follow");
    app.waitFor("file-fetch-" + id);
    assertThat(app.screenText()).contains("Tệp nhận 1").doesNotContain("giay-moi");
    server.next("/files/" + id, Fault.HALF_AN_ANSWER);
    app.fire("file-fetch-" + id);
    app.waitForText("snackbar", "Chưa tải được");
    app.fire("file-fetch-" + id);
    app.waitFor("file-open-" + id);
    app.waitFor("one sealed", () -> sealedFiles() == 1);
    assertThat(app.text("file-" + id)).contains("đã lưu, mã hoá");
    app.fire("file-open-" + id);
    app.waitFor("picture");
    assertThat(home.resolve("open")).as("nothing readable on the disk").doesNotExist();
    app.back();
    app.kill();
    app = AppHarness.start(server.uri(), home);
    app.fire("home-follow");
    app.fireFirst("tip-");
    app.waitFor("file-open-" + id);
    app.fire("file-delete-" + id);
    app.waitFor("file-fetch-" + id);
    app.waitFor("nothing sealed", () -> sealedFiles() == 0);
    server.takeBack(id);
    app.fire("file-fetch-" + id);
    app.waitForText("snackbar", "không còn tệp này");
    app.waitFor("nothing sealed", () -> sealedFiles() == 0);
  }

  @Test
  void a_phone_that_dies_in_the_middle_sends_the_rest_afterwards() throws IOException {
    byte[] film = bytes(600_000);
    server.cutPiecesAfter(50_000);
    app.machine().willGive(file("film.bin", film), false);
    app.fire("home-report");
    app.type("report-story", STORY);
    add("files-file");
    app.waitFor("the file", () -> app.shows("report-files"));
    send();
    app.waitFor("some of it", () -> server.bytesOfFiles() > 0);
    app.kill();
    server.cutPiecesAfter(0);
    app = AppHarness.start(server.uri(), home);
    app.waitFor("all of it", () -> server.files().size() == 1);
    assertThat(server.files().get("tep-1.bin")).isEqualTo(film);
    assertThat(server.tips()).hasSize(1);
    app.waitFor("nothing sealed left", () -> sealedFiles() == 0);
  }

  @Test
  void a_draft_keeps_its_files_when_the_phone_dies_and_loses_them_when_it_is_thrown_away()
      throws IOException {
    app.machine().willGive(file("a.png", Samples.png()), false);
    app.fire("home-report");
    add("files-file");
    app.waitFor("the file", () -> app.shows("report-files"));
    app.kill();
    app = AppHarness.start(server.uri(), home);
    app.fire("home-report");
    assertThat(app.text("report-files")).contains("Ảnh").contains("Đã xoá nơi");
    app.waitFor("one sealed", () -> sealedFiles() == 1);
    next(3);
    app.fire("report-discard");
    app.fire("report-discard-confirm");
    app.waitFor("nothing sealed", () -> sealedFiles() == 0);
  }

  @Test
  void a_refused_tip_takes_its_files_along_when_it_is_corrected() throws IOException {
    app.machine().willGive(file("a.png", Samples.png()), false);
    app.fire("home-report");
    app.type("report-story", "KHONG-HOP-LE");
    add("files-file");
    app.waitFor("the file", () -> app.shows("report-files"));
    send();
    app.waitFor("tip-correct");
    app.fire("tip-correct");
    app.waitFor("report-files");
    app.type("report-story", STORY);
    send();
    app.waitFor("the file to arrive", () -> server.files().size() == 1);
    assertThat(server.tips()).hasSize(1);
  }

  @Test
  void files_go_into_the_dialogue_too_and_a_lost_answer_sends_none_twice() throws IOException {
    app.fire("home-report");
    app.type("report-story", STORY);
    send();
    app.waitFor("receipt-follow");
    app.fire("receipt-follow");
    app.waitFor("dialogue-freshness");
    app.machine().willGive(file("a.png", Samples.png()), false);
    server.next("/attachments", Fault.ANSWER_LOST);
    add("files-file");
    app.waitFor("the file to arrive", () -> server.files().size() == 1);
    app.waitForText("tip-files", "đã nhận đủ");
    assertThat(server.files()).hasSize(1);
  }

  @Test
  void removing_a_tip_from_the_phone_takes_its_unsent_files_along() throws IOException {
    server.down(true);
    app.machine().willGive(file("a.png", Samples.png()), false);
    app.fire("home-report");
    app.type("report-story", STORY);
    add("files-file");
    app.waitFor("the file", () -> app.shows("report-files"));
    send();
    app.waitFor("tip-forget");
    assertThat(app.text("tip-files")).contains("đang gửi: 0%");
    app.fire("tip-forget");
    app.fire("tip-forget-confirm");
    app.waitFor("nothing sealed", () -> sealedFiles() == 0);
    assertThat(app.shows("unsent-line")).isFalse();
  }

  @Test
  void the_position_is_told_only_when_the_person_taps_for_it() {
    isAt(20.5, 106.76);
    toThePlace();
    app.fire("report-locate");
    app.waitFor("report-position");
    app.fire("report-position-clear");
    assertThat(app.shows("report-position")).isFalse();
    app.fire("report-locate");
    next(2);
    app.fire("send");
    app.waitFor("receipt-code");
    assertThat(server.tips().get(0).get("place")).isEqualTo(Map.of("lat", 20.5, "lon", 106.76));
  }

  @Test
  void the_commune_of_the_position_is_named_to_be_looked_at_and_helps_whoever_is_in_danger() {
    isAt(21.85, 106.76);
    app.fire("home-report");
    app.type("report-story", STORY);
    app.fire("report-danger");
    app.fire("report-next");
    app.fire("report-locate");
    app.waitFor("report-unit-clear");
    assertThat(app.text("report-unit")).isEqualTo("Xã Bình Trung, tỉnh Lạng Sơn");
    app.fire("report-next");
    app.fire("report-next");
    app.waitFor("call-02053810113");
    app.fire("send");
    app.waitFor("receipt-code");
    assertThat(server.tips().get(0).get("place"))
        .isEqualTo(
            Map.of(
                "unitCode", "06337", "unitValidFrom", "2025-07-01", "lat", 21.85, "lon", 106.76));
  }

  @Test
  void a_position_that_comes_late_belongs_to_the_report_it_was_asked_for() {
    isAt(21.85, 106.76);
    app.machine().searchesLong();
    toThePlace();
    app.fire("report-locate");
    assertThat(app.text("report-locating")).contains("Đang tìm");
    next(2);
    assertThat(app.screenText()).doesNotContain("Vị trí của máy này");
    app.machine().isFound();
    assertThat(app.screenText()).as("what is about to leave").contains("Vị trí của máy này");
    app.waitFor("its commune", () -> app.screenText().contains("Xã Bình Trung"));
    app.back();
    app.back();
    app.fire("report-position-clear");
    app.fire("report-unit-clear");
    app.fire("report-locate");
    next(2);
    app.fire("send");
    app.machine().isFound();
    app.waitFor("receipt-code");
    assertThat(server.tips().get(0)).doesNotContainKey("place");
    app.back();
    toThePlace();
    assertThat(app.shows("report-position")).as("of the one that was sent").isFalse();
  }

  private void isAt(double lat, double lon) {
    app.machine()
        .isAt(new vn.tinbao.mobile.platform.Locator.Fix(lat, lon, null, java.time.Instant.EPOCH));
  }

  private void toThePlace() {
    app.fire("home-report");
    app.type("report-story", STORY);
    app.fire("report-next");
  }

  private void add(String button) {
    app.fire(button);
  }

  private void send() {
    next(3);
    app.fire("send");
  }

  private void next(int times) {
    for (int i = 0; i < times; i++) {
      app.fire("report-next");
    }
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(gallery.resolve(name), content);
  }

  private long sealedFiles() {
    String[] names = home.resolve("citizen/files").toFile().list();
    return names == null ? 0 : names.length;
  }

  private static byte[] sound() {
    return "#!AMR\n0123456789".getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    bytes[0] = 1;
    return bytes;
  }

  private static byte[] cleaned(byte[] original) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    Media.clean(Source.of(original), copy);
    return copy.toByteArray();
  }
}
