package vn.tinbao.server.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageMar;

/** Papers are read back as others read them. */
class PapersTest {
  private static final String STORY =
      "Ở xã Khánh Khê có người rủ cháu gái đi làm ở nhà hàng; ngữ điệu lạ: ẲẴẶ Ễ Ỗ Ữ ỵ đĐ.";
  private static final float MM = 72 / 25.4f;

  private final Papers papers = new Papers();

  @Test
  void the_parts_stand_in_the_order_and_the_words_of_the_decree() throws IOException {
    String text = text(pdf(slip(new Block.Paragraph(STORY))));

    assertThat(text)
        .containsSubsequence(
            "CÔNG AN TỈNH LẠNG SƠN",
            "CÔNG AN XÃ KHÁNH KHÊ",
            "Số: 07/PC-CAX",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Khánh Khê, ngày 05 tháng 02 năm 2026",
            "PHIẾU CHUYỂN",
            "Nguồn tin về tội phạm",
            "Ở xã Khánh Khê",
            "Nơi nhận:",
            "- Như trên;",
            "KT. TRƯỞNG CÔNG AN XÃ");
  }

  @Test
  void margins_and_page_numbers_are_those_of_the_decree() throws IOException {
    List<List<TextPosition>> pages = positions(pdf(slip(new Block.Paragraph(STORY.repeat(120)))));

    assertThat(pages).hasSizeGreaterThan(2);
    for (int page = 0; page < pages.size(); page++) {
      List<TextPosition> signs = pages.get(page);
      if (page > 0) {
        String number = Integer.toString(page + 1);
        TextPosition first = signs.get(0);
        assertThat(first.getUnicode()).isEqualTo(number.substring(0, 1));
        assertThat(first.getXDirAdj()).isCloseTo(112.5f * MM, within(10f));
        assertThat(first.getYDirAdj()).isLessThan(20 * MM);
        signs = signs.subList(number.length(), signs.size());
      }
      for (TextPosition sign : signs) {
        if (!sign.getUnicode().isBlank()) {
          assertThat(sign.getXDirAdj()).isGreaterThanOrEqualTo(30 * MM - 1);
          assertThat(sign.getXDirAdj() + sign.getWidthDirAdj())
              .isLessThanOrEqualTo((210 - 15) * MM + 1);
          assertThat(sign.getYDirAdj()).isBetween(20 * MM, (297 - 20) * MM);
        }
      }
    }
  }

  /**
   * A component of a paper and how it is set.
   *
   * @param words as they stand on the paper
   * @param least size in points, as is {@code most}
   */
  private record Set(String words, float least, float most, boolean bold, boolean italic) {}

  /**
   * Decree 30/2020/NĐ-CP, annex I; what notes mark as read or remembered, component by component.
   */
  private static final List<Set> DECREE =
      List.of(
          new Set("CÔNG AN TỈNH LẠNG SƠN", 12, 13, false, false),
          new Set("CÔNG AN XÃ KHÁNH KHÊ", 12, 13, true, false),
          new Set("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, true, false),
          new Set("Độc lập - Tự do - Hạnh phúc", 13, 14, true, false),
          new Set("Số: 07/PC-CAX", 13, 13, false, false),
          new Set("Khánh Khê, ngày 05 tháng 02 năm 2026", 13, 14, false, true),
          new Set("PHIẾU CHUYỂN", 13, 14, true, false),
          new Set("Nguồn tin về tội phạm", 13, 14, true, false),
          new Set("Ở xã Khánh Khê có người rủ", 13, 14, false, false),
          new Set("Nơi nhận:", 12, 12, true, true),
          new Set("- Như trên;", 11, 11, false, false),
          new Set("KT. TRƯỞNG CÔNG AN XÃ", 13, 14, true, false),
          new Set("Hoàng Văn Hử", 13, 14, true, false));

  @Test
  void each_component_has_the_size_and_the_face_of_the_decree() throws IOException {
    Paper paper = slip(new Block.Paragraph(STORY));
    List<TextPosition> signs =
        positions(pdf(paper)).get(0).stream().filter(sign -> !sign.getUnicode().isBlank()).toList();
    String all = signs.stream().map(TextPosition::getUnicode).collect(Collectors.joining());
    assertThat(all).hasSameSizeAs(signs);
    try (XWPFDocument docx =
        new XWPFDocument(new ByteArrayInputStream(papers.print(paper, PaperFormat.DOCX)))) {
      List<XWPFParagraph> paragraphs = paragraphs(docx);
      for (Set set : DECREE) {
        String words = set.words().replace(" ", "");
        int at = all.indexOf(words);
        assertThat(at).as(set.words()).isNotNegative();
        for (TextPosition sign : signs.subList(at, at + words.length())) {
          String font = sign.getFont().getName();
          assertThat(sign.getFontSizeInPt()).as(set.words()).isBetween(set.least(), set.most());
          assertThat(font.contains("Bold")).as(set.words() + font).isEqualTo(set.bold());
          assertThat(font.contains("Italic")).as(set.words() + font).isEqualTo(set.italic());
        }
        XWPFRun run =
            paragraphs.stream()
                .filter(paragraph -> paragraph.getText().contains(set.words()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(set.words()))
                .getRuns()
                .get(0);
        assertThat(run.getFontSizeAsDouble().floatValue())
            .as(set.words())
            .isBetween(set.least(), set.most());
        assertThat(run.getFontFamily()).isEqualTo("Times New Roman");
        assertThat(run.isBold()).as(set.words()).isEqualTo(set.bold());
        assertThat(run.isItalic()).as(set.words()).isEqualTo(set.italic());
      }
    }
  }

  /** Also those in tables: the head and the foot of a paper are. */
  private static List<XWPFParagraph> paragraphs(XWPFDocument docx) {
    List<XWPFParagraph> all = new ArrayList<>(docx.getParagraphs());
    docx.getTables().stream()
        .flatMap(table -> table.getRows().stream())
        .flatMap(row -> row.getTableCells().stream())
        .forEach(cell -> all.addAll(cell.getParagraphs()));
    return all;
  }

  @Test
  void the_lines_under_the_motto_and_the_issuer_are_as_long_as_the_decree_says()
      throws IOException {
    Paper paper = slip(new Block.Paragraph(STORY));
    List<TextPosition> signs =
        positions(pdf(paper)).get(0).stream().filter(sign -> !sign.getUnicode().isBlank()).toList();
    List<Float> rules = new ArrayList<>();
    try (PDDocument pdf = Loader.loadPDF(pdf(paper))) {
      float[] from = new float[1];
      List<Float> numbers = new ArrayList<>();
      for (Object token : new PDFStreamParser(pdf.getPage(0)).parse()) {
        if (token instanceof COSNumber number) {
          numbers.add(number.floatValue());
        } else if (token instanceof Operator operator) {
          if (operator.getName().equals("m")) {
            from[0] = numbers.get(0);
          } else if (operator.getName().equals("l")) {
            rules.add(numbers.get(0) - from[0]);
          }
          numbers.clear();
        }
      }
    }
    float motto = width(signs, Decree30.MOTTO);
    float issuer = width(signs, "CÔNG AN XÃ KHÁNH KHÊ");
    assertThat(rules).anySatisfy(rule -> assertThat(rule).isCloseTo(motto, within(2f)));
    // From a third to a half of the line above it.
    assertThat(rules)
        .anySatisfy(rule -> assertThat(rule / issuer).isBetween(1 / 3f - 0.01f, 0.51f));
  }

  private static float width(List<TextPosition> signs, String words) {
    String all = signs.stream().map(TextPosition::getUnicode).collect(Collectors.joining());
    String bare = words.replace(" ", "");
    int at = all.indexOf(bare);
    TextPosition last = signs.get(at + bare.length() - 1);
    return last.getXDirAdj() + last.getWidthDirAdj() - signs.get(at).getXDirAdj();
  }

  @Test
  void a_program_that_reads_aloud_finds_title_language_and_structure() throws IOException {
    Block table =
        new Block.Table(
            "Nguồn tin",
            List.of(new Block.Column("STT", 1), new Block.Column("Nội dung", 5)),
            List.of(List.of("1", STORY)));
    try (PDDocument pdf = Loader.loadPDF(pdf(slip(new Block.Heading("1. Nội dung"), table)))) {
      assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Phiếu chuyển");
      assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("vi-VN");
      assertThat(pdf.getDocumentCatalog().getViewerPreferences().displayDocTitle()).isTrue();
      assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      List<String> parts = new ArrayList<>();
      parts(pdf.getDocumentCatalog().getStructureTreeRoot(), parts);
      assertThat(parts)
          .containsSubsequence("Document", "P", "H1", "H2", "Table", "TR", "TH", "TR", "TD", "P");
      for (PDPage page : pdf.getPages()) {
        for (COSName name : page.getResources().getFontNames()) {
          assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
        }
      }
    }
  }

  @Test
  void a_row_that_is_longer_than_a_page_loses_no_word_and_the_head_is_on_every_page()
      throws IOException {
    List<List<String>> rows = new ArrayList<>();
    int words = 0;
    for (int row = 0; row < 5; row++) {
      StringBuilder cell = new StringBuilder();
      for (int word = 0; word < 900; word++) {
        cell.append("từ").append(words++).append(' ');
      }
      rows.add(Arrays.asList(Integer.toString(row), cell.toString(), null));
    }
    Block table =
        new Block.Table(
            "Sổ",
            List.of(
                new Block.Column("STT", 1, Block.Align.CENTRE),
                new Block.Column("Tóm tắt", 5),
                new Block.Column("Ghi chú", 2, Block.Align.RIGHT)),
            rows);
    byte[] file = pdf(slip(table));
    String text = text(file);

    for (int word = 0; word < words; word++) {
      assertThat(text).containsPattern("\\btừ" + word + "\\b");
    }
    try (PDDocument pdf = Loader.loadPDF(file)) {
      int heads = text.split("Tóm tắt", -1).length - 1;
      assertThat(heads).isBetween(pdf.getNumberOfPages() - 1, pdf.getNumberOfPages());
    }
  }

  @ParameterizedTest
  @EnumSource(PaperFormat.class)
  void the_same_paper_gives_the_same_bytes_wherever_the_clock_hangs(PaperFormat format) {
    Paper paper = slip(new Block.Paragraph(STORY), new Block.Field("Họ và tên", null));
    byte[] here = papers.print(paper, format);
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/Lima"));
      assertThat(papers.print(paper, format)).isEqualTo(here);
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void the_word_processor_gets_the_same_words_margins_and_page_numbers() throws IOException {
    byte[] file =
        papers.print(
            slip(
                new Block.Paragraph(STORY + "\n" + STORY),
                new Block.Field("Họ và tên", null),
                new Block.Field("Nơi ở", "xã <Khánh Khê> & \"x\""),
                new Block.Signatures(List.of(Signature.of("NGƯỜI TỐ GIÁC")))),
            PaperFormat.DOCX);
    try (XWPFDocument docx = new XWPFDocument(new ByteArrayInputStream(file));
        XWPFWordExtractor words = new XWPFWordExtractor(docx)) {
      assertThat(words.getText())
          .contains(
              "Số: 07/PC-CAX", "PHIẾU CHUYỂN", STORY, "xã <Khánh Khê> & \"x\"", "NGƯỜI TỐ GIÁC");
      CTPageMar margins = docx.getDocument().getBody().getSectPr().getPgMar();
      assertThat(((Number) margins.getLeft()).doubleValue() / 20)
          .isCloseTo(30 * 72 / 25.4, within(1.0));
      assertThat(docx.getDocument().getBody().getSectPr().isSetTitlePg()).isTrue();
      assertThat(docx.getHeaderList().get(0)._getHdrFtr().xmlText()).contains("PAGE");
      assertThat(docx.getProperties().getCoreProperties().getTitle()).isEqualTo("Phiếu chuyển");
    }
  }

  @Test
  void whatever_people_type_is_printed_in_both_formats_and_no_word_is_lost() throws IOException {
    Random random = new Random(138);
    boolean full = "full".equals(System.getProperty("tinbao.test.size"));
    for (int round = 0; round < (full ? 400 : 25); round++) {
      String hostile = hostile(random);
      Paper paper =
          slip(
              new Block.Paragraph(hostile),
              new Block.Field(hostile, null),
              new Block.Field("Nhãn", hostile),
              new Block.Table(
                  hostile,
                  List.of(new Block.Column("a", 1), new Block.Column(hostile, 60)),
                  List.of(Arrays.asList(hostile, null))),
              new Block.Closing(List.of(hostile), Signature.of(hostile)));
      String flat = text(pdf(paper)).replaceAll("\\s", "");
      assertThat(flat).contains("MARK0Ở");
      try (XWPFDocument docx =
              new XWPFDocument(new ByteArrayInputStream(papers.print(paper, PaperFormat.DOCX)));
          XWPFWordExtractor words = new XWPFWordExtractor(docx)) {
        assertThat(words.getText()).contains("MARK");
      }
    }
  }

  @Test
  void a_hundred_thousand_signs_without_a_blank_are_pages_and_not_an_error() throws IOException {
    int signs = 100_000;
    String text = text(pdf(slip(new Block.Paragraph("ư".repeat(signs)))));
    assertThat(text.chars().filter(sign -> sign == 'ư').count()).isGreaterThanOrEqualTo(signs);
  }

  @Test
  void signs_that_the_font_lacks_are_boxes_with_a_word_about_them() throws IOException {
    String text = text(pdf(slip(new Block.Paragraph("gặp ở 中国 😀"))));
    assertThat(text).contains("gặp ở □□ □", "□: ký tự");
    assertThat(text(pdf(slip(new Block.Paragraph(STORY))))).doesNotContain("□");
  }

  @Test
  void what_is_not_known_is_dotted_for_the_pen() throws IOException {
    Paper paper =
        new Paper(
            "Biên bản",
            null,
            null,
            "Công an xã",
            new Paper.Number(null, null),
            null,
            null,
            "Biên bản",
            null,
            List.of(new Block.Field("Họ và tên", " ")),
            false,
            Instant.EPOCH);
    assertThat(text(pdf(paper)))
        .contains("Số: ........../..........", "ngày ...... tháng ...... năm ......", "Họ và tên:");
  }

  /** Words, marks and signs of every kind; always with {@code MARK0Ở} in it. */
  private static String hostile(Random random) {
    String[] pieces = {
      "\u0000\u0007\u001B[31m",
      "\u202E\u2066",
      "שלום",
      "مرحبا",
      "😀👩‍👩‍👧",
      "\uD83D",
      "\uDE00",
      "\r\n",
      "\n\n\n",
      "\t",
      "\u2028",
      "e\u0302\u0301",
      "中国",
      "\uFFFE",
      "<w:p>&amp;]]>",
      "x".repeat(500),
      " ",
      "\u00A0",
      "ﬁ",
      "\u200B",
      "\uFEFF",
      "%s{0}'",
      "Nguyễn Thị Ỡm Ờ"
    };
    StringBuilder text = new StringBuilder("MARK0Ở ");
    for (int piece = random.nextInt(60); piece > 0; piece--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  private static Paper slip(Block... content) {
    List<Block> blocks = new ArrayList<>(List.of(content));
    blocks.add(
        new Block.Closing(
            List.of("Như trên;", "Lưu: HS."),
            new Signature(
                List.of("KT. TRƯỞNG CÔNG AN XÃ", "PHÓ TRƯỞNG CÔNG AN XÃ"), null, "Hoàng Văn Hử")));
    return new Paper(
        "Phiếu chuyển",
        "Mẫu số 03",
        "Công an tỉnh Lạng Sơn",
        "Công an xã Khánh Khê",
        new Paper.Number(7, "PC-CAX"),
        "Khánh Khê",
        LocalDate.of(2026, 2, 5),
        "Phiếu chuyển",
        "Nguồn tin về tội phạm",
        blocks,
        false,
        Instant.parse("2026-02-05T01:05:00Z"));
  }

  private byte[] pdf(Paper paper) {
    return papers.print(paper, PaperFormat.PDF);
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument read = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(read);
    }
  }

  private static List<List<TextPosition>> positions(byte[] pdf) throws IOException {
    List<List<TextPosition>> pages = new ArrayList<>();
    try (PDDocument read = Loader.loadPDF(pdf)) {
      new PDFTextStripper() {
        @Override
        protected void startPage(PDPage page) {
          pages.add(new ArrayList<>());
        }

        @Override
        protected void writeString(String text, List<TextPosition> signs) {
          pages.get(pages.size() - 1).addAll(signs);
        }
      }.getText(read);
    }
    return pages;
  }

  private static void parts(PDStructureNode node, List<String> found) {
    for (Object kid : node.getKids()) {
      if (kid instanceof PDStructureElement part) {
        found.add(part.getStructureType());
        parts(part, found);
      }
    }
  }
}
