package vn.tinbao.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.attachment.Attachment;
import vn.tinbao.server.attachment.Attachments;
import vn.tinbao.server.attachment.Bringer;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.TestSessions;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.server.testing.Samples;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.sms.testing.TestSql;

/** From the reporter's phone to the desk, in a browser; the worker cleans as in production. */
@MicronautTest(transactional = false)
class AttachmentPagesTest extends BrowserTest {
  private static final String HERE = "ca_xa@06286/2025-07-01";
  private static final String STORY =
      "Ở xã Khánh Khê, Lạng Sơn có người lạ rủ cháu gái đi Trung Quốc làm việc lương cao.";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject TipIntake intake;
  @Inject Attachments attachments;
  @Inject TestSessions sessions;
  @Inject TestSql database;

  @Test
  void photos_go_from_a_phone_to_the_desk() throws IOException {
    for (boolean script : new boolean[] {false, true}) {
      Page phone = script ? open(PHONE) : openWithoutScript(PHONE);
      phone.navigate(server.getURI() + "/");
      phone.fill("#story", STORY);
      phone.click("main form button");
      phone.setInputFiles(
          "#files",
          new com.microsoft.playwright.options.FilePayload[] {
            new com.microsoft.playwright.options.FilePayload(
                "Ảnh xe khách ở ngã ba đường Khánh Khê tối 22-11 có biển số rõ.jpg",
                "image/jpeg",
                Samples.jpeg()),
            new com.microsoft.playwright.options.FilePayload("trong.txt", "text/plain", new byte[0])
          });
      picture(phone, script ? "receipt-files" : "receipt-files-noscript", script);
      phone.click("form[action='/follow/files'] button");
      PlaywrightAssertions.assertThat(phone.locator("h1")).hasText("Chỉ nhận được một phần");
      PlaywrightAssertions.assertThat(phone.locator(".files .not")).containsText("Tệp trống");
      PlaywrightAssertions.assertThat(phone.locator("#code span")).hasCount(5);
      if (script) {
        assertAccessible(phone);
        assertFits(phone);
        picture(phone, "files", true);
        phone.setViewportSize(DESK.width(), DESK.height());
        picture(phone, "files", true);
        phone.setViewportSize(PHONE.width(), PHONE.height());
        phone.click("form[action='/follow'] button");
        PlaywrightAssertions.assertThat(phone.locator("#files-title")).containsText("(1)");
        assertAccessible(phone);
        assertFits(phone);
        picture(phone, "dialogue-files", true);
      }
    }
  }

  @Test
  void the_agency_gives_a_file_and_the_reporter_fetches_it_piece_by_piece_and_by_page()
      throws Exception {
    TipReceipt tip = Tips.submit(intake, STORY);
    String duty =
        sessions.web(
            demo.install(
                    List.of(
                        new DemoStaff.AgencySeat(
                            "truc.gui", "Trực Gửi", HERE, Set.of(Role.DUTY_OFFICER))))
                .get(0)
                .id());
    Page desk = signedIn(DESK, duty);
    desk.navigate(server.getURI() + "/desk/tips/" + tip.id());
    desk.locator("summary", new Page.LocatorOptions().setHasText("Gửi tệp cho người báo")).click();
    desk.setInputFiles(
        "#given",
        new com.microsoft.playwright.options.FilePayload(
            "Giấy mời.jpg", "image/jpeg", Samples.jpeg()));
    picture(desk, "give-file", true);
    desk.click("form[action$='/files'] button");
    PlaywrightAssertions.assertThat(desk.locator("#attachments")).containsText("Giấy mời.jpg");
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                attachments.ofTip(tip.id()).stream()
                    .allMatch(file -> file.state() == Attachment.State.CLEANED));
    Attachment given = attachments.ofTip(tip.id()).get(0);
    UUID reporters = add(tip, "của tôi.jpg", Samples.jpeg());

    HttpResponse<byte[]> piece = fetch(tip, given.id(), "bytes=10-19");
    assertThat(piece.statusCode()).isEqualTo(206);
    assertThat(piece.body()).hasSize(10);
    assertThat(piece.headers().firstValue("Content-Range"))
        .contains("bytes 10-19/" + given.cleanLength());
    byte[] whole = fetch(tip, given.id(), "bytes=0-").body();
    assertThat(whole).hasSize((int) given.cleanLength());
    assertThat(Arrays.copyOfRange(whole, 10, 20)).isEqualTo(piece.body());
    assertThat(fetch(tip, given.id(), "bytes=" + whole.length + "-").statusCode()).isEqualTo(416);
    assertThat(fetch(tip, given.id(), "bytes=5-2").statusCode()).isEqualTo(416);
    assertThat(fetch(tip, given.id(), "lines=1-2").statusCode()).isEqualTo(400);
    assertThat(fetch(tip, reporters, "bytes=0-").statusCode())
        .as("the reporter's own file is not given out")
        .isEqualTo(404);
    TipReceipt other = Tips.submit(intake, STORY);
    assertThat(fetch(other, given.id(), "bytes=0-").statusCode()).isEqualTo(404);

    Page phone = openWithoutScript(PHONE);
    phone.navigate(server.getURI() + "/follow");
    phone.fill("#code", tip.code().grouped());
    phone.click("form[action='/follow'] button");
    PlaywrightAssertions.assertThat(phone.locator("#files-title")).containsText("(2)");
    assertFits(phone);
    picture(phone, "dialogue-given", false);
    assertThat(phone.content()).contains("tep-nhan-1.jpg").doesNotContain("Giấy mời");
    var download = phone.waitForDownload(() -> phone.click(".files form button"));
    assertThat(download.suggestedFilename()).isEqualTo("tep-nhan-1.jpg");
    assertThat(java.nio.file.Files.readAllBytes(download.path())).isEqualTo(whole);
  }

  private HttpResponse<byte[]> fetch(TipReceipt tip, UUID id, String range) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.getURI().resolve("/api/v1/follow/files/" + id))
                .header("Receipt-Code", tip.code().grouped())
                .header("Range", range)
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void the_desk_sees_copies_and_the_lead_takes_out_an_original() throws Exception {
    TipReceipt tip = Tips.submit(intake, STORY);
    UUID photo = add(tip, "Ảnh xe khách ở ngã ba.jpg", Samples.jpeg());
    add(tip, "Giấy tờ.pdf", Samples.pdf());
    add(tip, "không rõ.bin", "MZ".getBytes(StandardCharsets.UTF_8));
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                attachments.ofTip(tip.id()).stream()
                    .noneMatch(file -> file.state() == Attachment.State.WAITING));
    attachments.begin(
        tip.id(), Bringer.REPORTER, UuidCreator.getTimeOrderedEpoch(), "đang gửi.mp4", 1000);
    List<DemoStaff.DemoSignIn> people =
        demo.install(
            List.of(
                new DemoStaff.AgencySeat("truc.tep", "Trực Tệp", HERE, Set.of(Role.DUTY_OFFICER)),
                new DemoStaff.AgencySeat(
                    "truong.tep", "Trưởng Tệp", HERE, Set.of(Role.AGENCY_LEAD))));
    String duty = sessions.web(people.get(0).id());
    String lead = sessions.web(people.get(1).id());
    String path = "/desk/tips/" + tip.id();
    String file = path + "/attachments/" + photo;

    Page desk = signedIn(DESK, duty);
    desk.navigate(server.getURI() + path);
    PlaywrightAssertions.assertThat(desk.locator("#attachments-title")).containsText("(4)");
    PlaywrightAssertions.assertThat(desk.locator("#attachments img")).hasCount(1);
    assertThat(
            desk.locator("#attachments img").evaluate("e => e.decode().then(() => e.naturalWidth)"))
        .isEqualTo(160);
    assertAccessible(desk);
    assertFits(desk);
    picture(desk, "tip-attachments", true);
    desk.setViewportSize(PHONE.width(), PHONE.height());
    assertFits(desk);
    picture(desk, "tip-attachments", true);
    PlaywrightAssertions.assertThat(desk.locator("#attachments a[href$='/original']")).hasCount(0);

    HttpResponse<byte[]> copy = get(file, duty);
    assertThat(copy.statusCode()).isEqualTo(200);
    assertThat(new String(copy.body(), StandardCharsets.ISO_8859_1)).doesNotContain(Samples.MARK);
    assertThat(copy.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(copy.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(copy.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(copy.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("sandbox;");
    assertThat(copy.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("inline; filename=")
        .contains("filename*=UTF-8''%E1%BA%A2nh%20xe");
    assertThat(audited("ATTACHMENT_OPENED", photo)).isEqualTo(1);
    assertThat(get(file + "/original", duty).statusCode()).isEqualTo(403);

    Page office = signedIn(PHONE, lead);
    office.navigate(server.getURI() + file + "/original");
    assertAccessible(office);
    assertFits(office);
    picture(office, "attachment-original", true);
    office.setViewportSize(DESK.width(), DESK.height());
    picture(office, "attachment-original", true);
    HttpResponse<byte[]> without = post(file + "/original", lead, "reason=%20");
    assertThat(without.statusCode()).isEqualTo(422);
    assertThat(audited("ATTACHMENT_ORIGINAL_OPENED", photo)).isZero();
    HttpResponse<byte[]> original =
        post(file + "/original", lead, "reason=L%C3%A0m+ch%E1%BB%A9ng+c%E1%BB%A9+m%E1%BA%ADt");
    assertThat(original.statusCode()).isEqualTo(200);
    assertThat(original.body()).isEqualTo(Samples.jpeg());
    assertThat(original.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment;");
    assertThat(original.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(audited("ATTACHMENT_ORIGINAL_OPENED", photo)).isEqualTo(1);
    assertThat(audited("ATTACHMENT_ORIGINAL_OPENED", tip.id())).isEqualTo(1);
    assertThat(database.dump("tinbao.attachment_opening"))
        .contains(photo.toString())
        .doesNotContain("chứng cứ mật");

    // An attachment of another tip does not exist under this one.
    TipReceipt other = Tips.submit(intake, STORY);
    assertThat(get("/desk/tips/" + other.id() + "/attachments/" + photo, duty).statusCode())
        .isEqualTo(404);
  }

  private long audited(String action, UUID id) {
    return database.number(
        "SELECT count(*) FROM tinbao.audit WHERE action = '%s' AND subject_id = '%s'"
            .formatted(action, id));
  }

  private UUID add(TipReceipt tip, String name, byte[] bytes) throws IOException {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    attachments.begin(tip.id(), Bringer.REPORTER, id, name, bytes.length);
    attachments.append(tip.id(), id, 0, new ByteArrayInputStream(bytes));
    return id;
  }

  private Page signedIn(Screen screen, String token) {
    Page page = open(screen);
    page.context()
        .addCookies(
            Arrays.asList(
                new com.microsoft.playwright.options.Cookie("tinbao_session", token)
                    .setUrl(server.getURI().toString())));
    return page;
  }

  private HttpResponse<byte[]> get(String path, String token)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(request(path, token).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> post(String path, String token, String form)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            request(path, token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", server.getURI().toString())
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(server.getURI().resolve(path))
        .header("Accept", "text/html,*/*;q=0.8")
        .header("Cookie", "tinbao_session=" + token);
  }
}
