package vn.tinbao.server.papers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.papers.PdfFonts.Face;
import vn.tinbao.server.papers.PdfFonts.Line;
import vn.tinbao.server.papers.PdfFonts.Type;

/**
 * Draws a paper as PDF 1.7: embedded font, tagged (PDF/UA-1), with title and language. The same
 * paper gives the same bytes.
 */
final class PdfPaper {
  private static final Type BODY = new Type(Face.REGULAR, Decree30.BODY_SIZE);
  private static final Type BODY_BOLD = new Type(Face.BOLD, Decree30.BODY_SIZE);
  private static final Type SMALL = new Type(Face.ITALIC, Decree30.SMALL_SIZE);
  private static final Type SIGNATURE = new Type(Face.BOLD, Decree30.SIGNATURE_SIZE);
  private static final Type HINT = new Type(Face.ITALIC, Decree30.TABLE_SIZE);
  private static final Type RECIPIENTS = new Type(Face.REGULAR, Decree30.RECIPIENTS_SIZE);
  private static final Type RECIPIENTS_TITLE =
      new Type(Face.BOLD_ITALIC, Decree30.RECIPIENTS_TITLE_SIZE);
  private static final String VIETNAMESE = "vi-VN";
  private static final String PRODUCER = "TinBao";
  private static final float GAP = 2;
  private static final float RULE_DROP = 4;
  private static final float RULE_SHARE = 0.4f;
  private static final float LEAST_LABEL_ROOM = 60;

  private final PDDocument pdf;
  private final PdfFonts fonts;
  private final PdfTags tags;
  private final PdfFlow flow;

  private PdfPaper(PDDocument pdf, boolean landscape) throws IOException {
    this.pdf = pdf;
    this.fonts = new PdfFonts(pdf);
    this.tags = new PdfTags();
    this.flow = new PdfFlow(pdf, fonts, tags, landscape);
  }

  /** The file. */
  static byte[] bytes(Paper paper) {
    try (PDDocument pdf = new PDDocument()) {
      PdfPaper drawn = new PdfPaper(pdf, paper.landscape());
      drawn.draw(paper);
      drawn.properties(paper);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      pdf.save(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("A paper could not be drawn", e);
    }
  }

  private void draw(Paper paper) throws IOException {
    try (flow) {
      head(paper);
      title(paper);
      for (Block block : paper.content()) {
        block(block);
      }
      if (fonts.lacking()) {
        flow.down(Decree30.PARAGRAPH_GAP);
        paragraph("P", "□: ký tự mà phông chữ của bản in không có; xem trên hệ thống.", SMALL, 0);
      }
    }
  }

  private void properties(Paper paper) throws IOException {
    String title = PrintableText.line(paper.title());
    PDDocumentInformation information = new PDDocumentInformation();
    information.setTitle(title);
    information.setProducer(PRODUCER);
    information.setCreator(PRODUCER);
    Calendar made = new GregorianCalendar(TimeZone.getTimeZone(ZoneId.of("Asia/Ho_Chi_Minh")));
    made.setTimeInMillis(paper.madeAt().toEpochMilli());
    information.setCreationDate(made);
    information.setModificationDate(made);
    pdf.setDocumentInformation(information);
    pdf.setDocumentId(paper.madeAt().toEpochMilli());
    pdf.setVersion(1.7f);
    pdf.getDocumentCatalog().setLanguage(VIETNAMESE);
    PDViewerPreferences shown = new PDViewerPreferences(new COSDictionary());
    shown.setDisplayDocTitle(true);
    pdf.getDocumentCatalog().setViewerPreferences(shown);
    PDMetadata metadata = new PDMetadata(pdf);
    metadata.importXMPMetadata(xmp(title).getBytes(StandardCharsets.UTF_8));
    pdf.getDocumentCatalog().setMetadata(metadata);
    tags.finish(pdf);
  }

  private static String xmp(String title) {
    String escaped = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return """
        <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
        <dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
        <pdfuaid:part>1</pdfuaid:part>
        </rdf:Description></rdf:RDF></x:xmpmeta>
        <?xpacket end="w"?>
        """
        .formatted(escaped, VIETNAMESE);
  }

  /** National name on the right, issuing body on the left, with what stands below each. */
  private void head(Paper paper) throws IOException {
    float top = flow.y();
    float split = flow.width() * Decree30.ISSUER_SHARE;
    Column left = new Column(flow.left(), split - Decree30.mm(3), top);
    String superior = paper.superior();
    if (superior != null) {
      left.centred(Decree30.capitals(superior), new Type(Face.REGULAR, Decree30.ISSUER_SIZE));
    }
    float issuer =
        left.centred(Decree30.capitals(paper.issuer()), new Type(Face.BOLD, Decree30.ISSUER_SIZE));
    left.rule(issuer * RULE_SHARE);
    Paper.Number number = paper.number();
    if (number != null) {
      left.centred(Decree30.numberLine(number), new Type(Face.REGULAR, Decree30.NUMBER_SIZE));
    }
    String subject = paper.subject();
    if (paper.type() == null && subject != null) {
      left.centred("V/v " + subject, new Type(Face.REGULAR, Decree30.LETTER_SUBJECT_SIZE));
    }
    Column right = new Column(flow.left() + split, flow.width() - split, top);
    String form = paper.form();
    if (form != null) {
      right.centred(form, SMALL);
    }
    right.centred(Decree30.NATION, new Type(Face.BOLD, Decree30.NATION_SIZE));
    float motto = right.centred(Decree30.MOTTO, new Type(Face.BOLD, Decree30.MOTTO_SIZE));
    right.rule(motto);
    right.centred(Decree30.placeLine(paper), new Type(Face.ITALIC, Decree30.PLACE_SIZE));
    flow.moveTo(Math.min(left.y, right.y) - 2 * Decree30.PARAGRAPH_GAP);
  }

  private void title(Paper paper) throws IOException {
    String type = paper.type();
    if (type == null) {
      return;
    }
    Column whole = new Column(flow.left(), flow.width(), flow.y());
    whole.part = tags.part("H1");
    whole.centred(Decree30.capitals(type), new Type(Face.BOLD, Decree30.TYPE_SIZE));
    String subject = paper.subject();
    if (subject != null) {
      float wide = whole.centred(subject, new Type(Face.BOLD, Decree30.SUBJECT_SIZE));
      whole.rule(wide * RULE_SHARE);
    }
    flow.moveTo(whole.y - Decree30.PARAGRAPH_GAP);
  }

  private void block(Block block) throws IOException {
    if (block instanceof Block.Heading heading) {
      flow.need(3 * BODY_BOLD.leading());
      paragraph("H2", heading.text(), BODY_BOLD, 0);
    } else if (block instanceof Block.Annex annex) {
      flow.need(flow.wholePage());
      Column whole = new Column(flow.left(), flow.width(), flow.y());
      whole.part = tags.part("H2");
      whole.centred(annex.title(), new Type(Face.BOLD, Decree30.TYPE_SIZE));
      flow.moveTo(whole.y - Decree30.PARAGRAPH_GAP);
    } else if (block instanceof Block.Paragraph paragraph) {
      paragraph(paragraph);
    } else if (block instanceof Block.Field field) {
      field(field);
    } else if (block instanceof Block.PenLines pen) {
      for (int line = 0; line < pen.count(); line++) {
        penLine();
      }
    } else if (block instanceof Block.Table table) {
      new PdfTable(flow, fonts, tags).draw(table);
      flow.down(Decree30.PARAGRAPH_GAP);
    } else if (block instanceof Block.Signatures signatures) {
      signatures(signatures.signatures());
    } else if (block instanceof Block.Closing closing) {
      closing(closing);
    }
  }

  private void paragraph(Block.Paragraph paragraph) throws IOException {
    switch (paragraph.look()) {
      case PLAIN -> paragraph("P", paragraph.text(), BODY, Decree30.INDENT);
      case ITALIC ->
          paragraph(
              "P", paragraph.text(), new Type(Face.ITALIC, Decree30.BODY_SIZE), Decree30.INDENT);
      case SMALL -> paragraph("P", paragraph.text(), SMALL, 0);
      case CENTRED -> {
        List<Line> lines = fonts.lines(paragraph.text(), BODY, flow.width(), 0);
        PDStructureElement part = tags.part("P");
        for (Line line : lines) {
          flow.need(BODY.leading());
          centred(part, line, BODY, flow.left(), flow.width());
        }
        flow.down(Decree30.PARAGRAPH_GAP);
      }
    }
  }

  private void paragraph(String tag, String text, Type type, float indent) throws IOException {
    List<Line> lines = fonts.lines(text, type, flow.width(), indent);
    PDStructureElement part = tags.part(tag);
    for (Line line : lines) {
      flow.need(type.leading());
      flow.text(
          part,
          line,
          type,
          flow.left(),
          flow.y(),
          line.ends() ? line.width() + line.indent() : flow.width());
      flow.down(type.leading());
    }
    flow.down(Decree30.PARAGRAPH_GAP);
  }

  private void field(Block.Field field) throws IOException {
    String value = field.value();
    if (value != null && !value.isBlank()) {
      paragraph("P", field.label() + ": " + value, BODY, 0);
      return;
    }
    List<Line> lines = fonts.lines(field.label() + ":", BODY, flow.width(), 0);
    PDStructureElement part = tags.part("P");
    float end = flow.left();
    for (Line line : lines) {
      flow.need(BODY.leading());
      flow.text(part, line, BODY, flow.left(), flow.y(), line.width());
      end = flow.left() + line.width();
      flow.down(BODY.leading());
    }
    float right = flow.left() + flow.width();
    if (right - end < LEAST_LABEL_ROOM) {
      flow.down(Decree30.PARAGRAPH_GAP);
      penLine();
      return;
    }
    flow.dots(end + GAP * 2, right, baseline());
    flow.down(Decree30.PARAGRAPH_GAP);
  }

  private void penLine() throws IOException {
    flow.need(BODY.leading() + Decree30.PARAGRAPH_GAP);
    flow.down(BODY.leading());
    flow.dots(flow.left(), flow.left() + flow.width(), baseline());
    flow.down(Decree30.PARAGRAPH_GAP);
  }

  /** Of the line that was drawn last. */
  private float baseline() {
    return flow.y() + BODY.leading() - BODY.size() - GAP / 2;
  }

  private void signatures(List<Signature> signatures) throws IOException {
    float each = flow.width() / signatures.size();
    float height = 0;
    for (Signature signature : signatures) {
      height = Math.max(height, height(signature, each));
    }
    flow.need(height);
    flow.down(Decree30.PARAGRAPH_GAP);
    float top = flow.y();
    float lowest = top;
    for (int place = 0; place < signatures.size(); place++) {
      Column column = new Column(flow.left() + place * each, each, top);
      column.sign(signatures.get(place));
      lowest = Math.min(lowest, column.y);
    }
    flow.moveTo(lowest - Decree30.PARAGRAPH_GAP);
  }

  private float height(Signature signature, float width) {
    float height = Decree30.PARAGRAPH_GAP + Decree30.SIGNATURE_GAP + 2 * SIGNATURE.leading();
    for (String line : signature.capacity()) {
      height += fonts.lines(line, SIGNATURE, width, 0).size() * SIGNATURE.leading();
    }
    return height;
  }

  private void closing(Block.Closing closing) throws IOException {
    float half = flow.width() / 2;
    float recipients = RECIPIENTS_TITLE.leading();
    for (String one : closing.recipients()) {
      recipients += fonts.lines("- " + one, RECIPIENTS, half, 0).size() * RECIPIENTS.leading();
    }
    flow.need(Math.max(recipients, height(closing.signature(), half)));
    flow.down(Decree30.PARAGRAPH_GAP);
    Column left = new Column(flow.left(), half, flow.y());
    left.plain(Decree30.RECIPIENTS, RECIPIENTS_TITLE);
    for (String one : closing.recipients()) {
      left.plain("- " + one, RECIPIENTS);
    }
    Column right = new Column(flow.left() + half, half, flow.y());
    right.sign(closing.signature());
    flow.moveTo(Math.min(left.y, right.y) - Decree30.PARAGRAPH_GAP);
  }

  private void centred(PDStructureElement part, Line line, Type type, float left, float width)
      throws IOException {
    float x = left + Math.max(0, (width - line.width()) / 2);
    flow.text(part, line, type, x, flow.y(), line.width());
    flow.down(type.leading());
  }

  /** A column beside another one, that both fit on the page. */
  private final class Column {
    private final float left;
    private final float width;
    private @Nullable PDStructureElement part;
    private float y;

    Column(float left, float width, float top) {
      this.left = left;
      this.width = width;
      this.y = top;
    }

    /** Returns how wide the widest line is. */
    float centred(String text, Type type) throws IOException {
      float widest = 0;
      PDStructureElement of = part == null ? tags.part("P") : part;
      for (Line line : fonts.lines(text, type, width, 0)) {
        flow.moveTo(y);
        PdfPaper.this.centred(of, line, type, left, width);
        y = flow.y();
        widest = Math.max(widest, line.width());
      }
      return widest;
    }

    void plain(String text, Type type) throws IOException {
      PDStructureElement of = tags.part("P");
      for (Line line : fonts.lines(text, type, width, 0)) {
        flow.text(of, line, type, left, y, line.width());
        y -= type.leading();
      }
    }

    void sign(Signature signature) throws IOException {
      for (String line : signature.capacity()) {
        centred(line, SIGNATURE);
      }
      String hint = signature.hint();
      if (hint != null) {
        centred(hint, HINT);
      }
      y -= Decree30.SIGNATURE_GAP;
      String name = signature.name();
      if (name != null) {
        centred(name, SIGNATURE);
      } else {
        y -= SIGNATURE.leading();
      }
    }

    void rule(float wide) throws IOException {
      float start = left + (width - wide) / 2;
      flow.line(start, y - RULE_DROP / 2, start + wide, y - RULE_DROP / 2);
      y -= 2 * RULE_DROP;
    }
  }
}
