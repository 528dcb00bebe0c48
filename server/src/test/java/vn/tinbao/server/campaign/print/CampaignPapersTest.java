package vn.tinbao.server.campaign.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.papers.Paper;
import vn.tinbao.server.papers.PaperFormat;
import vn.tinbao.server.papers.Papers;

class CampaignPapersTest {
  private static final Instant NOW = Instant.parse("2026-07-01T01:00:00Z");
  private static final CampaignPapers.Issuer ISSUER =
      new CampaignPapers.Issuer("Công an xã Thọ Xuân", "Công an tỉnh Thanh Hóa", "Thọ Xuân");

  private final CampaignPapers papers = new CampaignPapers();

  @Test
  void the_letter_has_the_parts_of_an_official_letter_and_asks_for_the_text() throws IOException {
    Paper letter =
        papers.letter(
            new CampaignPapers.Request(
                ISSUER,
                List.of("Viễn thông Thanh Hóa", "Viettel Thanh Hóa"),
                "phối hợp nhắn tin tuyên truyền phòng, chống mua bán người",
                "Thực hiện Kế hoạch hưởng ứng Ngày 30/7.\n\nCông an xã đề nghị:",
                List.of(new CampaignPapers.Text("Tiếng Việt", "Canh giac viec nhe luong cao", 1)),
                List.of("xã Thọ Xuân", "xã Thọ Long"),
                LocalDate.of(2026, 7, 28),
                LocalDate.of(2026, 7, 30),
                NOW));
    String text = text(letter);
    assertThat(text)
        .contains("CÔNG AN TỈNH THANH HÓA", "CÔNG AN XÃ THỌ XUÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA")
        .contains("Số: ..........", "V/v phối hợp nhắn tin tuyên truyền")
        .contains("Kính gửi: Viễn thông Thanh Hóa; Viettel Thanh Hóa")
        .contains("Thực hiện Kế hoạch hưởng ứng Ngày 30/7.")
        .contains("xã Thọ Xuân; xã Thọ Long, từ ngày 28/07/2026 đến ngày 30/07/2026")
        .contains("Canh giac viec nhe luong cao", "Nơi nhận:", "Lưu: VT.");
  }

  @Test
  void the_script_says_how_long_it_takes() throws IOException {
    assertThat(text(papers.script(ISSUER, "Hưởng ứng 30/7", "lời ".repeat(200), NOW)))
        .contains("BÀI PHÁT THANH", "Hưởng ứng 30/7", "Thời lượng đọc: khoảng 1 phút 20 giây.");
    assertThat(ReadingTime.of("")).isZero();
    assertThat(ReadingTime.of("một hai\n\n\nba – bốn 30/7"))
        .isEqualTo(Duration.ofSeconds(Math.round(7 * 60 / 150.0) + 1));
    assertThat(CampaignPapers.spoken(Duration.ofSeconds(59))).isEqualTo("59 giây");
    assertThat(CampaignPapers.spoken(Duration.ofSeconds(120))).isEqualTo("2 phút");
  }

  @Test
  void the_kit_has_a_text_and_six_pictures_a_language_and_the_way_to_the_campaign()
      throws IOException {
    Sheet sheet = SheetsTest.sheet("Việc nhẹ, lương cao?", "");
    byte[] kit =
        new PostKit(new Sheets()).zip(List.of(new PostKit.Post(sheet, "Đừng tin.\nHãy hỏi.")));
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(kit))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    assertThat(files).hasSize(7).containsKeys("vi/text.txt", "vi/lamp-1200x630.png");
    assertThat(new String(files.getOrDefault("vi/text.txt", new byte[0]), StandardCharsets.UTF_8))
        .isEqualTo("\uFEFFĐừng tin.\r\nHãy hỏi.\r\n\r\n" + sheet.contact().address() + "\r\n");
    assertThat(
            new PostKit(new Sheets()).zip(List.of(new PostKit.Post(sheet, "Đừng tin.\nHãy hỏi."))))
        .isEqualTo(kit);
  }

  private static String text(Paper paper) throws IOException {
    byte[] file = new Papers().print(paper, PaperFormat.DOCX);
    try (XWPFDocument docx = new XWPFDocument(new ByteArrayInputStream(file));
        XWPFWordExtractor words = new XWPFWordExtractor(docx)) {
      return words.getText();
    }
  }
}
