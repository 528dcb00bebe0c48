package vn.tinbao.server.campaign.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.tinbao.server.campaign.print.UnprintableException.Why;

class SheetsTest {
  private static final String ADDRESS = "https://tinbao.thanhhoa.gov.vn/c/k7m2p9xd";
  private static final float A_MM = 72 / 25.4f;

  private static final String HEADLINE =
      "Không trẻ em nào bị bỏ lại phía sau trong cuộc chiến phòng, chống mua bán người";
  private static final String TEXT =
      """
      Kẻ mua bán người thường là người quen, hứa việc nhẹ lương cao, rồi giữ giấy tờ và ép làm việc.

      - Được hứa việc lương rất cao mà không cần bằng cấp
      - Bị giữ hộ chiếu, căn cước, điện thoại
      - Bị ép đi qua đường mòn, lối mở, không qua cửa khẩu
      - Không được liên lạc với gia đình
      """;

  private final Sheets sheets = new Sheets();

  static Sheet sheet(String headline, String text) {
    return Sheet.of(
        "vi",
        "Ngày toàn dân phòng, chống mua bán người 30/7",
        headline,
        text,
        new Sheet.Contact(
            ADDRESS,
            "tinbao.thanhhoa.gov.vn/c/k7m2p9xd",
            "Quét mã để đọc thêm và báo tin. Không cần cho biết tên.",
            List.of(
                new Sheet.Number("113", "Nguy hiểm ngay lúc này", true),
                new Sheet.Number("111", "Đường dây nóng phòng, chống mua bán người", false),
                new Sheet.Number("8138", "Nhắn tin (SMS), bắt đầu bằng BAOTIN", false),
                new Sheet.Number("0237 3833 113", "Công an xã Thọ Xuân", false))),
        "Công an xã Thọ Xuân, tỉnh Thanh Hóa",
        Instant.parse("2026-07-01T01:00:00Z"));
  }

  @ParameterizedTest
  @EnumSource(SheetDesign.class)
  void a_poster_is_of_its_size_in_every_design_and_its_code_leads_to_the_campaign(
      SheetDesign design) throws IOException, ReaderException {
    for (SheetSize size : List.of(SheetSize.A2, SheetSize.A5)) {
      byte[] file = sheets.poster(sheet(HEADLINE, TEXT), design, size, false);
      try (PDDocument pdf = Loader.loadPDF(file)) {
        assertThat(pdf.getNumberOfPages()).isEqualTo(1);
        PDRectangle page = pdf.getPage(0).getMediaBox();
        assertThat(page.getWidth()).isEqualTo(size.width() * A_MM);
        assertThat(page.getHeight()).isEqualTo(size.height() * A_MM);
        assertThat(words(pdf))
            .contains(HEADLINE, "Bị giữ hộ chiếu, căn cước, điện thoại", "113", "111", "8138")
            .contains("Công an xã Thọ Xuân, tỉnh Thanh Hóa");
        pdf.getPage(0)
            .getResources()
            .getFontNames()
            .forEach(
                name ->
                    assertThat(font(pdf.getPage(0), name.getName()))
                        .matches("[A-Z]{6}\\+BeVietnamPro.*"));
        BufferedImage image = look(pdf, 0, design + "-" + size);
        assertThat(decoded(image)).isEqualTo(ADDRESS);
      }
    }
  }

  private static String font(PDPage page, String name) {
    try {
      return page.getResources().getFont(COSName.getPDFName(name)).getName();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void for_the_press_there_is_bleed_with_crop_marks_in_four_inks() throws IOException {
    byte[] file = sheets.poster(sheet(HEADLINE, TEXT), SheetDesign.SIGNAL, SheetSize.A3, true);
    try (PDDocument pdf = Loader.loadPDF(file)) {
      PDPage page = pdf.getPage(0);
      PDRectangle trim = page.getTrimBox();
      PDRectangle bleed = page.getBleedBox();
      assertThat(trim.getWidth()).isCloseTo(297 * A_MM, offset(0.1f));
      assertThat(trim.getLowerLeftX() - bleed.getLowerLeftX()).isCloseTo(3 * A_MM, offset(0.1f));
      assertThat(bleed.getLowerLeftX()).isCloseTo(5 * A_MM, offset(0.1f));
      String drawing = new String(page.getContents().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(drawing).contains(" k\n", "1 1 1 1 K").doesNotContain(" rg\n");
      BufferedImage image = look(pdf, 0, "press-A3");
      // The colour of the ground reaches into the bleed and ends there.
      int inBleed = image.getRGB(image.getWidth() / 2, Math.round(7 * A_MM));
      int outside = image.getRGB(image.getWidth() / 2, Math.round(2 * A_MM));
      assertThat(inBleed & 0xffffff).isNotEqualTo(0xffffff);
      assertThat(outside & 0xffffff).isEqualTo(0xffffff);
    }
  }

  @Test
  void a_leaflet_has_the_headline_in_front_and_the_words_behind()
      throws IOException, ReaderException {
    for (SheetDesign design : SheetDesign.values()) {
      byte[] file = sheets.leaflet(sheet(HEADLINE, TEXT), design, SheetSize.A5, false);
      try (PDDocument pdf = Loader.loadPDF(file)) {
        assertThat(pdf.getNumberOfPages()).isEqualTo(2);
        assertThat(decoded(look(pdf, 0, "leaflet-1-" + design))).isEqualTo(ADDRESS);
        assertThat(decoded(look(pdf, 1, "leaflet-2-" + design))).isEqualTo(ADDRESS);
      }
    }
  }

  @Test
  void pictures_have_the_size_that_networks_show() throws IOException {
    for (SheetDesign design : SheetDesign.values()) {
      for (PictureShape shape : PictureShape.values()) {
        byte[] png = sheets.picture(sheet(HEADLINE, ""), design, shape);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(shape.width());
        assertThat(image.getHeight()).isEqualTo(shape.height());
        keep(image, "picture-" + design + "-" + shape);
      }
    }
  }

  /** "Do: - call. Do not: - give money" must not become "Do, do not: - call - give money". */
  @Test
  void points_stay_below_what_they_belong_to() throws IOException {
    Sheet sheet =
        sheet("Nên và không nên", "NÊN:\n- Gọi 113\nKHÔNG NÊN:\n- Đưa tiền\n-không phải ý");
    assertThat(sheet.pieces())
        .containsExactly(
            new Sheet.Piece("NÊN:", false),
            new Sheet.Piece("Gọi 113", true),
            new Sheet.Piece("KHÔNG NÊN:", false),
            new Sheet.Piece("Đưa tiền", true),
            new Sheet.Piece("-không phải ý", false));
    try (PDDocument pdf =
        Loader.loadPDF(sheets.poster(sheet, SheetDesign.SIGNAL, SheetSize.A4, false))) {
      assertThat(words(pdf)).contains("NÊN: Gọi 113 KHÔNG NÊN: Đưa tiền");
    }
  }

  @Test
  void a_draft_says_so_across_every_page() throws IOException {
    Sheet draft = sheet(HEADLINE, TEXT).marked("BẢN THẢO");
    try (PDDocument pdf =
        Loader.loadPDF(sheets.leaflet(draft, SheetDesign.HAND, SheetSize.A5, true))) {
      for (int page = 1; page <= 2; page++) {
        assertThat(stripped(pdf, page)).contains("BẢNTHẢO");
        look(pdf, page - 1, "draft-" + page);
      }
    }
    assertThat(draft.headlineAlone().mark()).isEqualTo("BẢN THẢO");
    try (PDDocument pdf =
        Loader.loadPDF(sheets.poster(draft.marked(""), SheetDesign.HAND, SheetSize.A5, false))) {
      assertThat(stripped(pdf, 1)).doesNotContain("BẢNTHẢO");
    }
  }

  /** Of one page, without blanks: slanted text is read letter by letter. */
  private static String stripped(PDDocument pdf, int page) throws IOException {
    PDFTextStripper stripper = new PDFTextStripper();
    stripper.setStartPage(page);
    stripper.setEndPage(page);
    return stripper.getText(pdf).replaceAll("\\s+", "");
  }

  @Test
  void the_same_sheet_gives_the_same_bytes() {
    byte[] once = sheets.poster(sheet(HEADLINE, TEXT), SheetDesign.LAMP, SheetSize.A4, true);
    assertThat(sheets.poster(sheet(HEADLINE, TEXT), SheetDesign.LAMP, SheetSize.A4, true))
        .isEqualTo(once);
  }

  @Test
  void capitals_with_two_marks_and_one_word_headlines_fit() throws IOException {
    for (String headline :
        List.of("CẢNH GIÁC VỚI LỜI DỤ DỖ: NGHỀ NGHIỆP ẢO, TIỀN ỨNG TRƯỚC, ỘỂỖẪ ỢỂ", "Nghiêng")) {
      byte[] file = sheets.poster(sheet(headline, ""), SheetDesign.HAND, SheetSize.A4, false);
      try (PDDocument pdf = Loader.loadPDF(file)) {
        assertThat(words(pdf)).contains(headline);
        look(pdf, 0, "capitals-" + headline.length());
      }
    }
  }

  @Test
  void letters_of_other_latin_scripts_are_drawn_and_those_that_cannot_be_are_named()
      throws IOException {
    byte[] file =
        sheets.poster(
            sheet("Čưm hơĭt brĕi ƀuôn sang", ""), SheetDesign.SIGNAL, SheetSize.A4, false);
    try (PDDocument pdf = Loader.loadPDF(file)) {
      assertThat(words(pdf)).contains("Čưm hơĭt brĕi ƀuôn sang");
    }
    assertThatThrownBy(
            () -> sheets.poster(sheet("ប្រយ័ត្ន", ""), SheetDesign.SIGNAL, SheetSize.A4, false))
        .isInstanceOfSatisfying(
            UnprintableException.class, refused -> assertThat(refused.why()).isEqualTo(Why.SIGN));
  }

  @Test
  void too_much_text_is_refused_and_never_cut() {
    String much = IntStream.range(0, 900).mapToObj(i -> "dài").collect(Collectors.joining(" "));
    assertThatThrownBy(
            () -> sheets.poster(sheet("Tin", much), SheetDesign.LAMP, SheetSize.A5, false))
        .isInstanceOfSatisfying(
            UnprintableException.class,
            refused -> assertThat(refused.why()).isEqualTo(Why.TOO_LONG));
    assertThatThrownBy(
            () -> sheets.poster(sheet("x".repeat(300), ""), SheetDesign.LAMP, SheetSize.A5, false))
        .isInstanceOf(UnprintableException.class);
    assertThatThrownBy(() -> sheet(" \n", "")).isInstanceOf(UnprintableException.class);
  }

  /** The text of a page; lines joined, since where they break is the setter's. */
  private static String words(PDDocument pdf) throws IOException {
    return new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
  }

  private static String decoded(BufferedImage image) throws ReaderException {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(
                new HybridBinarizer(
                    new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))))
        .getText();
  }

  private static BufferedImage look(PDDocument pdf, int page, String name) throws IOException {
    float wide = pdf.getPage(page).getMediaBox().getWidth();
    BufferedImage image = new PDFRenderer(pdf).renderImage(page, 850 / wide);
    keep(image, name);
    return image;
  }

  /** For the eye, where a directory was named. */
  private static void keep(BufferedImage image, String name) throws IOException {
    String directory = System.getProperty("tinbao.shots");
    if (directory != null) {
      ImageIO.write(
          image,
          "png",
          Files.createDirectories(Path.of(directory)).resolve(name + ".png").toFile());
    }
  }
}
