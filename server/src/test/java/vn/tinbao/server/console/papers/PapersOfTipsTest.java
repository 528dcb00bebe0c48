package vn.tinbao.server.console.papers;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.proceeding.Register;
import vn.tinbao.server.proceeding.RegisterField;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipRestrictions;
import vn.tinbao.server.tip.TipTransfers;
import vn.tinbao.server.web.Ui;
import vn.tinbao.sms.testing.TestSql;

/** Papers of real tips, asked for over HTTP and read back. */
@MicronautTest(transactional = false)
class PapersOfTipsTest {
  private static final List<String> FORMS =
      List.of("register-extract", "intake-record", "transfer-slip");

  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject TipIntake intake;
  @Inject TipTransfers transfers;
  @Inject Register register;
  @Inject TipRestrictions restrictions;
  @Inject TestSql sql;
  @Inject Clock clock;

  @Test
  void each_paper_says_what_was_reported_and_each_print_is_in_the_audit() throws IOException {
    UUID tip = world.tip().id();
    StaffMember desk = duty(AccessWorld.HERE);

    String record = text(kept("record", get(desk, paper(tip, "intake-record", "pdf"))));
    String slip = text(kept("slip-open", get(desk, paper(tip, "transfer-slip", "pdf"))));
    String extract = text(kept("extract", get(desk, paper(tip, "register-extract", "pdf"))));

    assertThat(record)
        .contains("CÔNG AN XÃ KHÁNH KHÊ", "BIÊN BẢN", "Mẫu số 01", AccessWorld.MARKER)
        .contains("Xã Khánh Khê, Tỉnh Lạng Sơn", "Họ và tên:", "NGƯỜI LẬP BIÊN BẢN");
    assertThat(slip)
        .contains("PHIẾU CHUYỂN", "Số: ........../PC-", "Kính gửi: ....", AccessWorld.MARKER);
    assertThat(extract)
        .contains("TRÍCH SỔ", "Chưa cho biết danh", AccessWorld.MARKER)
        .contains("chưa được đối chiếu với văn bản gốc");
    for (String text : List.of(record, slip, extract)) {
      assertThat(text).contains(PaperWords.number(tip)).doesNotContain("papers.", "console.");
    }
    assertThat(audit(tip, "TIP_PRINTED"))
        .containsExactlyInAnyOrder(
            "INTAKE_RECORD_PDF", "TRANSFER_SLIP_PDF", "REGISTER_EXTRACT_PDF");
    assertThat(audit(tip, "TIP_OPENED")).hasSize(3);
  }

  @Test
  void a_word_processor_opens_each_of_them() throws IOException {
    UUID tip = world.tip().id();
    for (String form : FORMS) {
      HttpResponse<byte[]> file = get(duty(AccessWorld.HERE), paper(tip, form, "docx"));
      assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
          .startsWith("attachment")
          .contains(".docx");
      assertThat(file.headers().firstValue("Cache-Control")).contains("no-store");
      try (XWPFDocument docx = new XWPFDocument(new ByteArrayInputStream(file.body()));
          XWPFWordExtractor words = new XWPFWordExtractor(docx)) {
        assertThat(words.getText()).contains(AccessWorld.MARKER, "CÔNG AN XÃ KHÁNH KHÊ");
      }
    }
  }

  @Test
  void who_reported_is_on_no_paper() throws IOException {
    UUID tip =
        Tips.submitNamed(
                intake,
                "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái đi làm xa.",
                "Nguyễn Thị Kín",
                "0912345678",
                "chỉ gọi buổi tối")
            .id();
    for (String form : FORMS) {
      assertThat(text(get(duty(AccessWorld.HERE), paper(tip, form, "pdf"))))
          .contains("giữ kín")
          .doesNotContain("Nguyễn Thị Kín", "0912345678", "12345678", "buổi tối");
    }
  }

  /** TT 28/2020/TT-BCA art. 5.3, item by item, as form 01 has to carry it. */
  @Test
  void every_item_that_law_asks_of_an_intake_is_on_the_record_but_for_who_reported()
      throws IOException {
    UUID tip = world.tip().id();
    StaffMember desk = duty(AccessWorld.HERE);
    Map<RegisterField, String> all = new EnumMap<>(RegisterField.class);
    for (RegisterField field : RegisterField.values()) {
      all.put(field, "điều số " + (100 + field.ordinal()));
    }
    assertThat(register.write(desk, newId(), tip, true, all))
        .isEqualTo(new Register.Outcome.Done());

    String record = text(kept("record-full", get(desk, paper(tip, "intake-record", "pdf"))));
    String extract = text(kept("extract-full", get(desk, paper(tip, "register-extract", "pdf"))));

    all.forEach(
        (field, words) -> {
          if (field.identity()) {
            assertThat(record).as(field.name()).doesNotContain(words);
          } else {
            assertThat(record).as(field.name()).contains(words);
          }
          assertThat(extract.contains(words))
              .as(field.name())
              .isEqualTo(field == RegisterField.SUMMARY || field == RegisterField.SUSPECTS);
        });
    assertThat(record)
        .containsSubsequence(
            "Mẫu số 01",
            "Người tiếp nhận",
            "Người cung cấp nguồn tin",
            "Lý do không cho biết danh tính: điều số 107",
            "Thời gian, địa điểm xảy ra: điều số 108",
            "Tài liệu, đồ vật kèm theo",
            "NGƯỜI CUNG CẤP",
            "NGƯỜI LẬP BIÊN BẢN");
    // With the reporter's own words, which the register's summary stands for elsewhere.
    assertThat(record).contains("Tóm tắt: điều số 109", AccessWorld.MARKER);
    assertThat(extract)
        .contains("Mẫu số 294", "Danh tính được giữ kín")
        .doesNotContain(AccessWorld.MARKER);
  }

  @Test
  void what_the_lead_wrote_into_its_register_is_on_no_paper_of_who_supports() throws IOException {
    UUID tip = world.tip().id();
    StaffMember here = duty(AccessWorld.HERE);
    StaffMember there = duty(AccessWorld.THIRD);
    UUID transfer = newId();
    transfers.offer(
        here, transfer, tip, AccessWorld.THIRD, TipTransfers.Reason.OTHER_PLACE, null, true);
    transfers.accept(there, transfer);
    assertThat(
            register.write(
                there,
                newId(),
                tip,
                false,
                Map.of(
                    RegisterField.SUMMARY,
                    "Rủ đi làm nhà hàng",
                    RegisterField.SUSPECTS,
                    "Bà Hường")))
        .isEqualTo(new Register.Outcome.Done());

    for (String form : List.of("intake-record", "register-extract")) {
      assertThat(text(get(there, paper(tip, form, "pdf")))).contains("nhà hàng", "Bà Hường");
      assertThat(text(get(here, paper(tip, form, "pdf"))))
          .contains(AccessWorld.MARKER)
          .doesNotContain("nhà hàng", "Bà Hường");
    }
    assertThat(row(text(get(there, register("pdf"))), tip)).contains("Bà Hường");
    assertThat(row(text(get(here, register("pdf"))), tip))
        .contains(AccessWorld.MARKER)
        .doesNotContain("nhà hàng", "Bà Hường");
  }

  @Test
  void others_find_no_paper_and_neither_does_who_asks_for_nonsense() {
    UUID tip = world.tip().id();
    StaffMember there = duty(AccessWorld.THIRD);
    StaffMember desk = duty(AccessWorld.HERE);
    for (String form : FORMS) {
      assertThat(get(there, paper(tip, form, "pdf")).statusCode()).isEqualTo(404);
    }
    assertThat(audit(tip, "TIP_PRINTED")).isEmpty();
    for (String wrong :
        List.of(
            "x/pdf",
            "intake-record/exe",
            "transfer-slip/pdf?transfer=x",
            "transfer-slip/pdf?transfer=" + newId())) {
      assertThat(get(desk, "/desk/tips/" + tip + "/papers/" + wrong).statusCode()).isEqualTo(404);
    }
    assertThat(get(desk, paper(newId(), "intake-record", "pdf")).statusCode()).isEqualTo(404);
  }

  @Test
  void a_restricted_tip_is_printed_for_its_head_and_is_a_closed_line_for_the_others()
      throws IOException {
    UUID tip = world.tip().id();
    StaffMember head = world.person("lanhdao", AccessWorld.HERE, Role.AGENCY_LEAD);
    restrictions.restrict(head, tip, TipRestrictions.Reason.CHILD, Set.of());
    StaffMember desk = duty(AccessWorld.HERE);

    assertThat(get(desk, paper(tip, "intake-record", "pdf")).statusCode()).isEqualTo(404);
    assertThat(text(get(head, paper(tip, "intake-record", "pdf")))).contains(AccessWorld.MARKER);
    String line = row(text(get(desk, register("pdf"))), tip);
    assertThat(line).contains("hạn chế").doesNotContain(AccessWorld.MARKER);
    assertThat(row(text(kept("register", get(head, register("pdf")))), tip))
        .contains(AccessWorld.MARKER);
  }

  @Test
  void a_slip_gets_its_number_once_and_who_takes_over_can_print_it() throws IOException {
    UUID tip = world.tip().id();
    StaffMember here = duty(AccessWorld.HERE);
    StaffMember there = duty(AccessWorld.THIRD);
    UUID transfer = newId();
    transfers.offer(
        here,
        transfer,
        tip,
        AccessWorld.THIRD,
        TipTransfers.Reason.OTHER_PLACE,
        "Xin xem giúp",
        false);
    String slip = paper(tip, "transfer-slip", "pdf") + "?transfer=" + transfer;

    assertThat(text(get(here, slip)))
        .contains("Kính gửi: Công an xã Thường Phước", "Xin xem giúp", "Sự việc xảy ra ở nơi khác")
        .contains("Số: ........../PC-");
    assertThat(get(there, slip).statusCode()).isEqualTo(404);
    assertThat(number(there, tip, transfer)).isEqualTo(404);
    assertThat(number(here, tip, newId())).isEqualTo(404);

    assertThat(number(here, tip, transfer)).isEqualTo(303);
    String numbered = text(kept("slip", get(here, slip)));
    assertThat(number(here, tip, transfer)).isEqualTo(303);
    assertThat(numbered).containsPattern("Số: \\d{2,}/PC-");
    assertThat(given(text(get(here, slip)))).isEqualTo(given(numbered));

    transfers.accept(there, transfer);
    assertThat(text(get(there, slip)))
        .contains("CÔNG AN XÃ KHÁNH KHÊ")
        .containsPattern("Số: \\d{2,}/PC-");
    assertThat(get(here, slip).statusCode()).isEqualTo(404);
    assertThat(row(text(get(here, register("pdf"))), tip))
        .contains("Thường Phước")
        .doesNotContain(AccessWorld.MARKER);
  }

  @Test
  void a_period_that_is_none_is_said_on_the_page_and_what_was_typed_stays() {
    StaffMember desk = duty(AccessWorld.HERE);
    for (String period :
        List.of(
            "",
            "?from=2026-11-01",
            "?from=2026-13-01&to=x",
            "?from=2026-11-02&to=2026-11-01",
            "?from=2020-01-01&to=2026-01-01",
            "?from=%2B999999999-12-31&to=%2B999999999-12-31")) {
      HttpResponse<byte[]> said = get(desk, "/desk/papers/register/pdf" + period);
      assertThat(said.statusCode()).as(period).isEqualTo(422);
      assertThat(new String(said.body(), StandardCharsets.UTF_8)).contains("role=\"alert\"");
    }
    assertThat(get(desk, "/desk/papers/register/exe?from=2026-01-01&to=2026-01-02").statusCode())
        .isEqualTo(404);
  }

  /** From this tip's cell of the last column back to the one before it. */
  private static String row(String text, UUID tip) {
    String[] rows = text.split("\\b[0-9A-F]{6}\\b", -1);
    List<String> numbers =
        Pattern.compile("\\b[0-9A-F]{6}\\b")
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .toList();
    int at = numbers.indexOf(PaperWords.number(tip));
    assertThat(at).as("a row of this tip").isNotNegative();
    // Above it, a page may begin with the rest of the row before.
    return rows[at].replaceFirst("^.*?(?=\\d\\d:\\d\\d \\d\\d/\\d\\d/)", "") + rows[at + 1];
  }

  private static String given(String slip) {
    Matcher number = Pattern.compile("Số: (\\d+)/PC-").matcher(slip);
    assertThat(number.find()).isTrue();
    return number.group(1);
  }

  private String register(String format) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    return "/desk/papers/register/%s?from=%s&to=%s".formatted(format, today.minusDays(1), today);
  }

  private static String paper(UUID tip, String form, String format) {
    return "/desk/tips/%s/papers/%s/%s".formatted(tip, form, format);
  }

  /** Keeps a paper in {@code target/papers} for a person to look at. */
  private static HttpResponse<byte[]> kept(String name, HttpResponse<byte[]> answer)
      throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "papers"));
    Files.write(folder.resolve(name + ".pdf"), answer.body());
    return answer;
  }

  private static String text(HttpResponse<byte[]> answer) throws IOException {
    assertThat(answer.statusCode()).isEqualTo(200);
    try (PDDocument pdf = Loader.loadPDF(answer.body())) {
      return new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
    }
  }

  private StaffMember duty(String agency) {
    return world.person("truc", agency, Role.DUTY_OFFICER);
  }

  private int number(StaffMember as, UUID tip, UUID transfer) {
    Surfer surfer = new Surfer(server);
    return surfer
        .send(
            surfer
                .request("/desk/tips/" + tip + "/papers/number")
                .header("Cookie", "tinbao_session=" + world.cookie(as))
                .header("Origin", server.getURI().toString())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        Surfer.form("transfer", transfer.toString()))))
        .statusCode();
  }

  private HttpResponse<byte[]> get(StaffMember as, String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(server.getURI().resolve(path))
                  .header("Cookie", "tinbao_session=" + world.cookie(as))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> audit(UUID tip, String action) {
    String rows =
        sql.text(
            "SELECT coalesce(string_agg(coalesce(reason, '-'), ','), '') FROM tinbao.audit"
                + " WHERE subject_id = '%s' AND action = '%s'".formatted(tip, action));
    return rows.isEmpty() ? List.of() : List.of(rows.split(","));
  }

  private static UUID newId() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}
