package vn.tinbao.server.papers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.Borders;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFStyles;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTFonts;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageMar;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageSz;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTR;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSectPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSimpleField;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTabStop;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTblGrid;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STPageOrientation;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STTabJc;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STTabTlc;

/**
 * Writes a paper as DOCX (ECMA-376), to be gone on with in a word processor. The same paper gives
 * the same bytes.
 */
final class DocxPaper {
  private static final String FONT = "Times New Roman";
  private static final String PRODUCER = "TinBao";
  private static final int TWIPS = 20;
  private static final float RULE_SHARE = 0.4f;
  private static final float HAIR = 1;

  /** {@value Decree30#MOTTO} in bold 13 pt; taken from the font. */
  private static final float MOTTO_WIDTH = 170;

  private static final double SINGLE = 1.15;

  private final XWPFDocument docx;
  private final float width;

  private DocxPaper(XWPFDocument docx, boolean landscape) {
    this.docx = docx;
    this.width =
        (landscape ? Decree30.PAGE_LONG : Decree30.PAGE_SHORT) - Decree30.LEFT - Decree30.RIGHT;
  }

  /** The file. */
  static byte[] bytes(Paper paper) {
    try (XWPFDocument docx = new XWPFDocument()) {
      new DocxPaper(docx, paper.landscape()).write(paper);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      docx.write(bytes);
      return dated(bytes.toByteArray(), paper.madeAt());
    } catch (IOException | InvalidFormatException e) {
      throw new IllegalStateException("A paper could not be written", e);
    }
  }

  private void write(Paper paper) throws InvalidFormatException {
    properties(paper);
    styles();
    page(paper.landscape());
    head(paper);
    title(paper);
    for (Block block : paper.content()) {
      block(block);
    }
  }

  private void properties(Paper paper) throws InvalidFormatException {
    POIXMLProperties.CoreProperties core = docx.getProperties().getCoreProperties();
    core.setTitle(PrintableText.line(paper.title()));
    core.setCreator(PRODUCER);
    core.setCreated(Optional.of(Date.from(paper.madeAt())));
    core.setModified(paper.madeAt().toString());
    core.getUnderlyingProperties().setLanguageProperty("vi-VN");
  }

  private void styles() {
    XWPFStyles styles = docx.createStyles();
    CTFonts fonts = CTFonts.Factory.newInstance();
    fonts.setAscii(FONT);
    fonts.setHAnsi(FONT);
    fonts.setCs(FONT);
    fonts.setEastAsia(FONT);
    styles.setDefaultFonts(fonts);
    styles.setSpellingLanguage("vi-VN");
  }

  private void page(boolean landscape) {
    CTSectPr section = docx.getDocument().getBody().addNewSectPr();
    CTPageSz size = section.addNewPgSz();
    size.setW(twips(landscape ? Decree30.PAGE_LONG : Decree30.PAGE_SHORT));
    size.setH(twips(landscape ? Decree30.PAGE_SHORT : Decree30.PAGE_LONG));
    if (landscape) {
      size.setOrient(STPageOrientation.LANDSCAPE);
    }
    CTPageMar margins = section.addNewPgMar();
    margins.setTop(twips(Decree30.TOP));
    margins.setBottom(twips(Decree30.BOTTOM));
    margins.setLeft(twips(Decree30.LEFT));
    margins.setRight(twips(Decree30.RIGHT));
    margins.setHeader(twips(Decree30.PAGE_NUMBER_FROM_TOP - Decree30.PAGE_NUMBER_SIZE / 2));
    margins.setFooter(twips(Decree30.PAGE_NUMBER_FROM_TOP));
    margins.setGutter(BigInteger.ZERO);
    // None on the first page: it has a header of its own, that is empty.
    section.addNewTitlePg();
    XWPFParagraph number = docx.createHeader(HeaderFooterType.DEFAULT).createParagraph();
    number.setAlignment(ParagraphAlignment.CENTER);
    CTSimpleField field = number.getCTP().addNewFldSimple();
    field.setInstr("PAGE");
    CTR shown = field.addNewR();
    shown.addNewRPr().addNewSz().setVal(halfPoints(Decree30.PAGE_NUMBER_SIZE));
    shown.addNewT().setStringValue("2");
  }

  private void head(Paper paper) {
    float left = width * Decree30.ISSUER_SHARE;
    XWPFTable table = table(1, new float[] {left, width - left});
    table.removeBorders();
    Cell issuer = new Cell(table.getRow(0).getCell(0), left);
    String superior = paper.superior();
    if (superior != null) {
      issuer.centred(Decree30.capitals(superior), Decree30.ISSUER_SIZE, false, false);
    }
    issuer.centred(Decree30.capitals(paper.issuer()), Decree30.ISSUER_SIZE, true, false);
    issuer.rule(left * RULE_SHARE);
    Paper.Number number = paper.number();
    if (number != null) {
      issuer.centred(Decree30.numberLine(number), Decree30.NUMBER_SIZE, false, false);
    }
    String subject = paper.subject();
    if (paper.type() == null && subject != null) {
      issuer.centred("V/v " + subject, Decree30.LETTER_SUBJECT_SIZE, false, false);
    }
    Cell nation = new Cell(table.getRow(0).getCell(1), width - left);
    String form = paper.form();
    if (form != null) {
      nation.centred(form, Decree30.SMALL_SIZE, false, true);
    }
    nation.centred(Decree30.NATION, Decree30.NATION_SIZE, true, false);
    nation.centred(Decree30.MOTTO, Decree30.MOTTO_SIZE, true, false);
    nation.rule(MOTTO_WIDTH);
    nation.centred(Decree30.placeLine(paper), Decree30.PLACE_SIZE, false, true);
    docx.createParagraph();
  }

  private void title(Paper paper) {
    String type = paper.type();
    if (type == null) {
      return;
    }
    XWPFParagraph heading = paragraph(Decree30.capitals(type), Decree30.TYPE_SIZE, true, false);
    heading.setAlignment(ParagraphAlignment.CENTER);
    outline(heading, 0);
    String subject = paper.subject();
    if (subject != null) {
      heading.setSpacingAfter(0);
      XWPFParagraph about =
          paragraph(PrintableText.line(subject), Decree30.SUBJECT_SIZE, true, false);
      about.setAlignment(ParagraphAlignment.CENTER);
      about.setSpacingAfter(0);
      rule(docx.createParagraph(), width, width * RULE_SHARE / 2);
    }
  }

  private void block(Block block) {
    if (block instanceof Block.Heading heading) {
      XWPFParagraph written =
          paragraph(PrintableText.line(heading.text()), Decree30.BODY_SIZE, true, false);
      written.setKeepNext(true);
      outline(written, 1);
    } else if (block instanceof Block.Annex annex) {
      XWPFParagraph written =
          paragraph(PrintableText.line(annex.title()), Decree30.TYPE_SIZE, true, false);
      written.setAlignment(ParagraphAlignment.CENTER);
      written.setPageBreak(true);
      written.setKeepNext(true);
      outline(written, 1);
    } else if (block instanceof Block.Paragraph paragraph) {
      paragraph(paragraph);
    } else if (block instanceof Block.Field field) {
      field(field);
    } else if (block instanceof Block.PenLines pen) {
      for (int line = 0; line < pen.count(); line++) {
        penLine("");
      }
    } else if (block instanceof Block.Table table) {
      table(table);
    } else if (block instanceof Block.Signatures signatures) {
      signatures(signatures.signatures());
    } else if (block instanceof Block.Closing closing) {
      closing(closing);
    }
  }

  private void paragraph(Block.Paragraph paragraph) {
    boolean small = paragraph.look() == Block.Look.SMALL;
    float size = small ? Decree30.SMALL_SIZE : Decree30.BODY_SIZE;
    boolean italic = small || paragraph.look() == Block.Look.ITALIC;
    for (String line : PrintableText.lines(paragraph.text())) {
      XWPFParagraph written = paragraph(line, size, false, italic);
      switch (paragraph.look()) {
        case CENTRED -> written.setAlignment(ParagraphAlignment.CENTER);
        case SMALL -> written.setAlignment(ParagraphAlignment.LEFT);
        case PLAIN, ITALIC -> {
          written.setAlignment(ParagraphAlignment.BOTH);
          written.setFirstLineIndent(twips(Decree30.INDENT).intValue());
        }
      }
    }
  }

  private void field(Block.Field field) {
    String label = PrintableText.line(field.label()) + ":";
    String value = field.value();
    if (value == null || value.isBlank()) {
      penLine(label + " ");
      return;
    }
    List<String> lines = PrintableText.lines(value);
    for (int line = 0; line < lines.size(); line++) {
      XWPFParagraph written =
          paragraph(
              line == 0 ? label + " " + lines.get(line) : lines.get(line),
              Decree30.BODY_SIZE,
              false,
              false);
      written.setAlignment(ParagraphAlignment.BOTH);
    }
  }

  /** A tab that is filled with dots up to the right margin. */
  private void penLine(String label) {
    XWPFParagraph line = paragraph(label, Decree30.BODY_SIZE, false, false);
    CTTabStop end = properties(line).addNewTabs().addNewTab();
    end.setVal(STTabJc.RIGHT);
    end.setLeader(STTabTlc.DOT);
    end.setPos(twips(width));
    line.getRuns().get(0).addTab();
  }

  private void table(Block.Table block) {
    List<Block.Column> columns = block.columns();
    float whole = columns.stream().mapToInt(Block.Column::width).sum();
    float[] widths = new float[columns.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = width * columns.get(column).width() / whole;
    }
    XWPFTable table = table(1 + block.rows().size(), widths);
    XWPFTableRow head = table.getRow(0);
    head.setRepeatHeader(true);
    for (int column = 0; column < widths.length; column++) {
      new Cell(head.getCell(column), widths[column])
          .centred(columns.get(column).head(), Decree30.TABLE_SIZE, true, false);
    }
    for (int row = 0; row < block.rows().size(); row++) {
      List<@Nullable String> cells = block.rows().get(row);
      for (int column = 0; column < widths.length; column++) {
        String text = cells.get(column);
        new Cell(table.getRow(row + 1).getCell(column), widths[column])
            .text(text == null ? "" : text, columns.get(column).align());
      }
    }
    docx.createParagraph().setSpacingAfter(0);
  }

  private void signatures(List<Signature> signatures) {
    float[] widths = new float[signatures.size()];
    Arrays.fill(widths, width / signatures.size());
    XWPFTable table = table(1, widths);
    table.removeBorders();
    table.getRow(0).setCantSplitRow(true);
    for (int place = 0; place < widths.length; place++) {
      new Cell(table.getRow(0).getCell(place), widths[place]).sign(signatures.get(place));
    }
    docx.createParagraph().setSpacingAfter(0);
  }

  private void closing(Block.Closing closing) {
    float half = width / 2;
    XWPFTable table = table(1, new float[] {half, half});
    table.removeBorders();
    table.getRow(0).setCantSplitRow(true);
    Cell recipients = new Cell(table.getRow(0).getCell(0), half);
    recipients.plain(Decree30.RECIPIENTS, Decree30.RECIPIENTS_TITLE_SIZE, true, true);
    for (String one : closing.recipients()) {
      recipients.plain("- " + one, Decree30.RECIPIENTS_SIZE, false, false);
    }
    new Cell(table.getRow(0).getCell(1), half).sign(closing.signature());
  }

  private XWPFTable table(int rows, float[] widths) {
    XWPFTable table = docx.createTable(rows, widths.length);
    table.setWidth("100%");
    CTTblGrid grid =
        table.getCTTbl().getTblGrid() == null
            ? table.getCTTbl().addNewTblGrid()
            : table.getCTTbl().getTblGrid();
    while (grid.sizeOfGridColArray() > 0) {
      grid.removeGridCol(0);
    }
    for (float column : widths) {
      grid.addNewGridCol().setW(twips(column));
    }
    return table;
  }

  private XWPFParagraph paragraph(String text, float size, boolean bold, boolean italic) {
    XWPFParagraph paragraph = docx.createParagraph();
    paragraph.setSpacingAfter(twips(Decree30.PARAGRAPH_GAP).intValue());
    paragraph.setSpacingBetween(SINGLE);
    run(paragraph, text, size, bold, italic);
    return paragraph;
  }

  private static void run(
      XWPFParagraph paragraph, String text, float size, boolean bold, boolean italic) {
    XWPFRun run = paragraph.createRun();
    run.setFontFamily(FONT);
    run.setFontSize(size);
    run.setBold(bold);
    run.setItalic(italic);
    run.setText(text);
  }

  private static CTPPr properties(XWPFParagraph paragraph) {
    return paragraph.getCTP().isSetPPr()
        ? paragraph.getCTP().getPPr()
        : paragraph.getCTP().addNewPPr();
  }

  private static void outline(XWPFParagraph heading, int level) {
    properties(heading).addNewOutlineLvl().setVal(BigInteger.valueOf(level));
  }

  /** A line in the middle, as the lower edge of an empty paragraph. */
  private static void rule(XWPFParagraph paragraph, float width, float wide) {
    int side = twips((width - wide) / 2).intValue();
    paragraph.setIndentationLeft(side);
    paragraph.setIndentationRight(side);
    paragraph.setSpacingAfter(twips(Decree30.PARAGRAPH_GAP).intValue());
    paragraph.setBorderTop(Borders.SINGLE);
    run(paragraph, "", HAIR, false, false);
  }

  private static BigInteger halfPoints(float points) {
    return BigInteger.valueOf(Math.round(points * 2));
  }

  private static BigInteger twips(float points) {
    return BigInteger.valueOf(Math.round(points * TWIPS));
  }

  /** The same file with fixed times in its directory. */
  private static byte[] dated(byte[] file, Instant madeAt) throws IOException {
    LocalDateTime time = LocalDateTime.ofInstant(madeAt, ZoneOffset.UTC);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(file.length);
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(file));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        ZipEntry dated = new ZipEntry(entry.getName());
        dated.setTimeLocal(time);
        out.putNextEntry(dated);
        in.transferTo(out);
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** A cell that is filled from above. */
  private static final class Cell {
    private final XWPFTableCell cell;
    private final float width;
    private boolean begun;

    Cell(XWPFTableCell cell, float width) {
      this.cell = cell;
      this.width = width;
      cell.setWidth(twips(width).toString());
    }

    void centred(String text, float size, boolean bold, boolean italic) {
      for (String line : PrintableText.lines(text)) {
        XWPFParagraph paragraph = next();
        paragraph.setAlignment(ParagraphAlignment.CENTER);
        run(paragraph, line, size, bold, italic);
      }
    }

    void plain(String text, float size, boolean bold, boolean italic) {
      for (String line : PrintableText.lines(text)) {
        run(next(), line, size, bold, italic);
      }
    }

    void text(String text, Block.Align align) {
      for (String line : PrintableText.lines(text)) {
        XWPFParagraph paragraph = next();
        paragraph.setAlignment(
            switch (align) {
              case LEFT -> ParagraphAlignment.LEFT;
              case CENTRE -> ParagraphAlignment.CENTER;
              case RIGHT -> ParagraphAlignment.RIGHT;
            });
        run(paragraph, line, Decree30.TABLE_SIZE, false, false);
      }
    }

    void rule(float wide) {
      DocxPaper.rule(next(), width, wide);
    }

    void sign(Signature signature) {
      for (String line : signature.capacity()) {
        centred(line, Decree30.SIGNATURE_SIZE, true, false);
      }
      String hint = signature.hint();
      if (hint != null) {
        centred(hint, Decree30.TABLE_SIZE, false, true);
      }
      XWPFParagraph space = next();
      space.setSpacingBefore(twips(Decree30.SIGNATURE_GAP).intValue());
      String name = signature.name();
      if (name != null) {
        centred(name, Decree30.SIGNATURE_SIZE, true, false);
      }
    }

    private XWPFParagraph next() {
      if (begun) {
        return cell.addParagraph();
      }
      begun = true;
      return cell.getParagraphs().get(0);
    }
  }
}
