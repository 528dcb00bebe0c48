package vn.tinbao.server.testing;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;

/** Files that tell a great deal about their maker, made here piece by piece. */
public final class Samples {
  /** Stands in every place where a file can say who, where, when and with what. */
  public static final String MARK = "DAUVET-Nguyen-Thi-Hoa";

  /** What a reader of the file sees: it must stay. */
  public static final String WORDS = "Xe bien 29A, hen o nga ba.";

  private Samples() {}

  public static byte[] mark(String where) {
    return (MARK + "-" + where).getBytes(StandardCharsets.UTF_8);
  }

  public static BufferedImage picture(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D pen = image.createGraphics();
    pen.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
    pen.fillRect(0, 0, width, height);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, width / 4, height / 4);
    pen.dispose();
    return image;
  }

  private static byte[] write(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static byte[] plainJpeg() {
    return write(picture(300, 200, BufferedImage.TYPE_INT_RGB), "jpeg");
  }

  /** With EXIF (on its side, GPS, thumbnail), XMP, IPTC, profile, comments, a tail. */
  public static byte[] jpeg() {
    byte[] plain = plainJpeg();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 2);
    byte[] thumbnail = write(picture(20, 20, BufferedImage.TYPE_INT_RGB), "jpeg");
    segment(out, 0xe1, join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), tiff(6), thumbnail));
    segment(
        out,
        0xe1,
        join("http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII), mark("xmp")));
    segment(out, 0xe2, join("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII), mark("icc")));
    segment(out, 0xed, join("Photoshop 3.0\0".getBytes(StandardCharsets.US_ASCII), mark("iptc")));
    segment(out, 0xe0, join("JFXX\0\20".getBytes(StandardCharsets.US_ASCII), mark("jfxx")));
    segment(out, 0xfe, mark("comment"));
    segment(out, 0xef, mark("app15"));
    out.write(plain, 2, plain.length - 2);
    out.writeBytes(mark("tail"));
    out.writeBytes(plain);
    return out.toByteArray();
  }

  /** A directory with the orientation, and texts with marks in it and in the GPS directory. */
  private static byte[] tiff(int orientation) {
    byte[] maker = join(mark("exif-make"), new byte[] {0});
    byte[] gps = join(mark("exif-gps"), new byte[] {0});
    ByteBuffer tiff = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 3);
    tiff.putShort((short) 0x010f).putShort((short) 2).putInt(maker.length).putInt(80);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(orientation);
    tiff.putShort((short) 0x8825).putShort((short) 2).putInt(gps.length).putInt(140);
    tiff.putInt(0);
    tiff.position(80).put(maker).position(140).put(gps);
    return tiff.array();
  }

  private static void segment(ByteArrayOutputStream out, int marker, byte[] body) {
    out.write(0xff);
    out.write(marker);
    out.write(body.length + 2 >> 8);
    out.write(body.length + 2);
    out.writeBytes(body);
  }

  /** With texts, EXIF, time, profile, unknown chunks, bytes behind the picture and the end. */
  public static byte[] png() {
    return png(picture(300, 200, BufferedImage.TYPE_INT_ARGB));
  }

  public static byte[] png(BufferedImage image) {
    ByteBuffer plain = ByteBuffer.wrap(write(image, "png"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain.array(), 0, 8);
    plain.position(8);
    while (plain.hasRemaining()) {
      int length = plain.getInt();
      byte[] type = new byte[4];
      plain.get(type);
      byte[] body = new byte[length];
      plain.get(body);
      plain.getInt();
      String name = new String(type, StandardCharsets.US_ASCII);
      if (name.equals("IDAT")) {
        chunk(out, "tEXt", join("Author\0".getBytes(StandardCharsets.US_ASCII), mark("text")));
        chunk(out, "zTXt", join("Comment\0\0".getBytes(StandardCharsets.US_ASCII), mark("ztxt")));
        chunk(
            out,
            "iTXt",
            join("XML:com.adobe.xmp\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII), mark("xmp")));
        chunk(out, "eXIf", tiff(1));
        chunk(out, "iCCP", join("x\0\0".getBytes(StandardCharsets.US_ASCII), mark("icc")));
        chunk(out, "tIME", new byte[] {7, (byte) 0xea, 11, 22, 8, 30, 0});
        chunk(out, "prVt", mark("private"));
        chunk(out, name, join(body, mark("behind-the-picture")));
      } else {
        chunk(out, name, body);
      }
    }
    out.writeBytes(mark("tail"));
    return out.toByteArray();
  }

  public static void chunk(ByteArrayOutputStream out, String type, byte[] body) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
    out.writeBytes(name);
    out.writeBytes(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  /** A PNG of a few kilobytes that says it is this large, all black. */
  public static byte[] pngBomb(int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(
        out,
        "IHDR",
        ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 1).put((byte) 0).array());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      byte[] row = new byte[1 + (width + 7) / 8];
      for (int i = 0; i < Math.min(height, 2_000); i++) {
        deflater.write(row);
      }
    }
    chunk(out, "IDAT", packed.toByteArray());
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /**
   * With information, XMP, script, embedded file, author of a note, picture, outline, old texts.
   */
  public static byte[] pdf() throws IOException {
    try (PDDocument document = pdfDocument()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return join(out.toByteArray(), "\n%".getBytes(StandardCharsets.US_ASCII), mark("tail"));
    }
  }

  /** The same, to be opened with a password only. */
  public static byte[] lockedPdf() throws IOException {
    try (PDDocument document = pdfDocument()) {
      document.protect(new StandardProtectionPolicy("chu", "khoa", new AccessPermission()));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }

  private static PDDocument pdfDocument() throws IOException {
    PDDocument document = new PDDocument();
    PDPage page = new PDPage(PDRectangle.A5);
    document.addPage(page);
    PDImageXObject image = PDImageXObject.createFromByteArray(document, jpeg(), "anh.jpg");
    try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
      pen.beginText();
      pen.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 14);
      pen.newLineAtOffset(40, 500);
      pen.showText(WORDS);
      pen.endText();
      pen.drawImage(image, 40, 200, 150, 100);
    }
    PDDocumentInformation information = new PDDocumentInformation();
    information.setAuthor(text("author"));
    information.setTitle(text("title"));
    information.setProducer(text("producer"));
    information.setCustomMetadataValue("May", text("custom"));
    Calendar then = new GregorianCalendar(2026, Calendar.NOVEMBER, 22);
    information.setCreationDate(then);
    document.setDocumentInformation(information);
    var catalog = document.getDocumentCatalog();
    catalog.setMetadata(metadata(document, "xmp"));
    page.setMetadata(metadata(document, "xmp-page"));
    image.setMetadata(metadata(document, "xmp-image"));
    catalog.setOpenAction(new PDActionJavaScript("app.alert('" + text("script") + "')"));
    COSDictionary piece = new COSDictionary();
    piece.setItem(COSName.getPDFName("Private"), new COSString(text("piece")));
    page.getCOSObject().setItem(COSName.getPDFName("PieceInfo"), piece);
    page.getCOSObject()
        .setItem(COSName.getPDFName("LastModified"), new COSString(text("modified")));
    PDAnnotationText note = new PDAnnotationText();
    note.setRectangle(new PDRectangle(10, 10, 20, 20));
    note.setContents("ghi chú");
    note.setTitlePopup(text("note-author"));
    page.getAnnotations().add(note);
    PDEmbeddedFile file = new PDEmbeddedFile(document, new ByteArrayInputStream(mark("embedded")));
    PDComplexFileSpecification specification = new PDComplexFileSpecification();
    specification.setFile(text("embedded-name"));
    specification.setEmbeddedFile(file);
    PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
    tree.setNames(Map.of("a", specification));
    PDDocumentNameDictionary names = new PDDocumentNameDictionary(catalog);
    names.setEmbeddedFiles(tree);
    catalog.setNames(names);
    PDOutlineItem item = new PDOutlineItem();
    item.setTitle(text("outline"));
    PDDocumentOutline outline = new PDDocumentOutline();
    outline.addLast(item);
    catalog.setDocumentOutline(outline);
    catalog.setLanguage(text("lang"));
    return document;
  }

  private static PDMetadata metadata(PDDocument document, String where) throws IOException {
    return new PDMetadata(document, new ByteArrayInputStream(mark(where)));
  }

  public static String text(String where) {
    return MARK + "-" + where;
  }

  /** With properties, people, comment and change authors, sittings, custom XML, picture, field. */
  public static byte[] docx() throws IOException {
    return zip(docxParts());
  }

  public static Map<String, byte[]> docxParts() {
    String w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    String r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    Map<String, byte[]> parts = new LinkedHashMap<>();
    put(
        parts,
        "[Content_Types].xml",
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
            + "<Default Extension='xml' ContentType='application/xml'/></Types>");
    put(
        parts,
        "_rels/.rels",
        relationships(
            "rId1 " + r + "/officeDocument word/document.xml",
            "rId2 http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties docProps/core.xml",
            "rId3 " + r + "/extended-properties docProps/app.xml",
            "rId4 " + r + "/custom-properties docProps/custom.xml"));
    put(parts, "docProps/core.xml", "<c>" + text("core") + "</c>");
    put(parts, "docProps/app.xml", "<c>" + text("app") + "</c>");
    put(parts, "docProps/custom.xml", "<c>" + text("custom") + "</c>");
    put(parts, "customXml/item1.xml", "<c>" + text("customxml") + "</c>");
    put(parts, "word/vbaProject.bin", text("macro"));
    put(parts, "word/people.xml", "<c>" + text("people") + "</c>");
    put(
        parts,
        "word/settings.xml",
        "<w:settings xmlns:w='"
            + w
            + "'><w:rsids><w:rsid w:val='"
            + text("rsid")
            + "'/></w:rsids></w:settings>");
    put(
        parts,
        "word/document.xml",
        "<?xml version='1.0'?><!-- "
            + text("xml-comment")
            + " --><w:document xmlns:w='"
            + w
            + "' xmlns:r='"
            + r
            + "'"
            + " xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"
            + " xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"
            + " xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'>"
            + "<w:body><w:p w:rsidR='"
            + text("rsidR")
            + "' w14:paraId='"
            + text("para")
            + "'>"
            + "<w:ins w:author='"
            + text("ins-author")
            + "' w:date='"
            + text("ins-date")
            + "'><w:r><w:t>"
            + WORDS
            + "</w:t></w:r></w:ins>"
            + "<w:commentRangeStart w:id='0'/>"
            + "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='"
            + text("picture-name")
            + "' descr='"
            + text("alt")
            + "'/>"
            + "<a:graphic><a:blip r:embed='rId5'/></a:graphic></wp:inline></w:drawing></w:r>"
            + "<w:r><w:drawing><a:blip r:embed='rId10'/></w:drawing></w:r>"
            + "<w:hyperlink r:id='rId6'><w:r><w:t>liên kết</w:t></w:r></w:hyperlink>"
            + "<w:r><w:instrText>INCLUDEPICTURE \""
            + text("field")
            + "\"</w:instrText></w:r>"
            + "<w:r><w:object><w:t>"
            + text("ole")
            + "</w:t></w:object></w:r>"
            + "<w:sdt><w:sdtPr><w:dataBinding w:xpath='"
            + text("binding")
            + "'/></w:sdtPr></w:sdt>"
            + "</w:p></w:body></w:document>");
    put(
        parts,
        "word/_rels/document.xml.rels",
        relationships(
            "rId1 " + r + "/settings settings.xml",
            "rId2 " + r + "/comments comments.xml",
            "rId3 http://schemas.microsoft.com/office/2011/relationships/people people.xml",
            "rId4 http://schemas.microsoft.com/office/2006/relationships/vbaProject vbaProject.bin",
            "rId5 " + r + "/image media/" + text("media-name") + ".jpg",
            "rId6 " + r + "/hyperlink https://example.vn/a?b=1&amp;c=2 External",
            "rId7 " + r + "/attachedTemplate http://" + text("template") + "/a.dotm External",
            "rId8 " + r + "/image http://" + text("beacon") + "/a.png External",
            "rId9 " + r + "/customXml ../customXml/item1.xml",
            "rId10 " + r + "/image media/image2.emf"));
    put(
        parts,
        "word/comments.xml",
        "<w:comments xmlns:w='"
            + w
            + "'><w:comment w:id='0' w:author='"
            + text("comment-author")
            + "' w:initials='"
            + text("initials")
            + "' w:date='"
            + text("comment-date")
            + "'><w:p><w:r><w:t>nhận xét</w:t></w:r></w:p></w:comment></w:comments>");
    parts.put("word/media/" + text("media-name") + ".jpg", jpeg());
    put(parts, "word/media/image2.emf", text("emf"));
    return parts;
  }

  private static String relationships(String... lines) {
    StringBuilder xml =
        new StringBuilder(
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>");
    for (String line : lines) {
      String[] parts = line.split(" ");
      xml.append("<Relationship Id='").append(parts[0]).append("' Type='").append(parts[1]);
      xml.append("' Target='").append(parts[2]).append('\'');
      if (parts.length > 3) {
        xml.append(" TargetMode='").append(parts[3]).append('\'');
      }
      xml.append("/>");
    }
    return xml.append("</Relationships>").toString();
  }

  private static void put(Map<String, byte[]> parts, String name, String text) {
    parts.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] zip(Map<String, byte[]> parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        ZipEntry entry = new ZipEntry(part.getKey());
        entry.setComment(text("zip-comment"));
        out.putNextEntry(entry);
        out.write(part.getValue());
      }
      out.setComment(text("zip"));
    }
    return bytes.toByteArray();
  }

  /** Two samples of picture, and a track of positions between them; marks wherever boxes are. */
  public static byte[] mp4() {
    byte[] first = "khung-hinh-thu-nhat!".getBytes(StandardCharsets.US_ASCII);
    byte[] second = "khung-hinh-thu-hai!!".getBytes(StandardCharsets.US_ASCII);
    byte[] gps = mark("gps-track");
    byte[] type = box("ftyp", "isom\0\0\2\0isommp42".getBytes(StandardCharsets.US_ASCII));
    byte[] user = box("uuid", mark("uuid"));
    int start = type.length + user.length + 8;
    byte[] media = join(first, gps, second, mark("unused"));
    byte[] video =
        track(
            "vide",
            sampleEntry(),
            new long[] {start, start + first.length + gps.length},
            first.length);
    byte[] positions =
        track("meta", box("mett", mark("mett")), new long[] {start + first.length}, gps.length);
    byte[] udta = box("udta", join(box("\u00a9xyz", mark("location")), box("meta", mark("meta"))));
    byte[] header =
        ByteBuffer.allocate(100).putInt(0).putInt(0x41424344).putInt(0x45464748).array();
    byte[] moov =
        box("moov", join(box("mvhd", header), video, positions, udta, box("Xtra", mark("xtra"))));
    return join(
        type, user, box("mdat", media), moov, box("free", mark("free")), box("skip", mark("skip")));
  }

  private static byte[] track(String handler, byte[] description, long[] chunks, int size) {
    ByteBuffer tkhd =
        ByteBuffer.allocate(84).putInt(7).putInt(0x41424344).putInt(0x45464748).putInt(1);
    ByteBuffer mdhd =
        ByteBuffer.allocate(24).putInt(0).putInt(0x41424344).putInt(0x45464748).putInt(1000);
    byte[] hdlr =
        join(
            new byte[8],
            handler.getBytes(StandardCharsets.US_ASCII),
            new byte[12],
            mark("handler"));
    ByteBuffer stco = ByteBuffer.allocate(8 + 4 * chunks.length).putInt(0).putInt(chunks.length);
    for (long chunk : chunks) {
      stco.putInt((int) chunk);
    }
    byte[] stts =
        ByteBuffer.allocate(16).putInt(0).putInt(1).putInt(chunks.length).putInt(40).array();
    byte[] stsc = ByteBuffer.allocate(20).putInt(0).putInt(1).putInt(1).putInt(1).putInt(1).array();
    ByteBuffer stsz =
        ByteBuffer.allocate(12 + 4 * chunks.length).putInt(0).putInt(0).putInt(chunks.length);
    for (int i = 0; i < chunks.length; i++) {
      stsz.putInt(size);
    }
    byte[] stbl =
        box(
            "stbl",
            join(
                box("stsd", join(new byte[] {0, 0, 0, 0, 0, 0, 0, 1}, description)),
                box("stts", stts),
                box("stsc", join(stsc, mark("behind-table"))),
                box("stsz", stsz.array()),
                box("stco", stco.array()),
                box("sgpd", mark("group"))));
    byte[] dref =
        join(
            new byte[] {0, 0, 0, 0, 0, 0, 0, 1},
            box("url ", join(new byte[] {0, 0, 0, 1}, mark("url"))));
    byte[] minf =
        box("minf", join(box("vmhd", new byte[12]), box("dinf", box("dref", dref)), stbl));
    byte[] mdia = box("mdia", join(box("mdhd", mdhd.array()), box("hdlr", hdlr), minf));
    return box(
        "trak",
        join(
            box("tkhd", tkhd.array()),
            mdia,
            box("meta", mark("track-meta")),
            box("udta", mark("track-udta"))));
  }

  private static byte[] sampleEntry() {
    byte[] fields = new byte[78];
    fields[7] = 1;
    byte[] name = mark("coder");
    System.arraycopy(name, 0, fields, 42, Math.min(32, name.length));
    return box(
        "avc1",
        join(
            fields,
            box("avcC", new byte[] {1, 66, 0, 30, -1}),
            box("colr", join("prof".getBytes(StandardCharsets.US_ASCII), mark("icc"))),
            box("btrt", new byte[12]),
            box("uuid", mark("entry"))));
  }

  public static byte[] box(String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    return join(ByteBuffer.allocate(4).putInt(8 + content.length).array(), name, content);
  }

  /** Three frames of silence between tags at both ends. */
  public static byte[] mp3() {
    byte[] frame = new byte[417];
    frame[0] = (byte) 0xff;
    frame[1] = (byte) 0xfb;
    frame[2] = (byte) 0x90;
    byte[] index = frame.clone();
    byte[] xing = join("Xing".getBytes(StandardCharsets.US_ASCII), mark("lame"));
    System.arraycopy(xing, 0, index, 36, xing.length);
    byte[] tag = mark("id3v2");
    byte[] head = {'I', 'D', '3', 4, 0, 0, 0, 0, 0, (byte) tag.length};
    byte[] end = new byte[128];
    System.arraycopy(
        join("TAG".getBytes(StandardCharsets.US_ASCII), mark("id3v1")),
        0,
        end,
        0,
        3 + mark("id3v1").length);
    return join(
        head,
        tag,
        index,
        frame,
        frame,
        join("APETAGEX".getBytes(StandardCharsets.US_ASCII), mark("ape")),
        frame,
        frame,
        end);
  }

  public static byte[] amr() {
    byte[] frame = new byte[32];
    frame[0] = 0x3c;
    return join(
        "#!AMR\n".getBytes(StandardCharsets.US_ASCII), frame, frame, new byte[] {-1}, mark("tail"));
  }

  public static byte[] wav() {
    byte[] format =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) 1)
            .putShort((short) 1)
            .putInt(8000)
            .putInt(8000)
            .putShort((short) 1)
            .putShort((short) 8)
            .array();
    byte[] body =
        join(
            "WAVE".getBytes(StandardCharsets.US_ASCII),
            riff("fmt ", format),
            riff("LIST", join("INFOIART".getBytes(StandardCharsets.US_ASCII), mark("list"))),
            riff("data", new byte[] {1, 2, 3, 4, 5}),
            riff("id3 ", mark("id3")));
    return riff("RIFF", body);
  }

  public static byte[] webp() {
    byte[] vp8x = {0x0c, 0, 0, 0, 9, 0, 0, 9, 0, 0};
    return riff(
        "RIFF",
        join(
            "WEBP".getBytes(StandardCharsets.US_ASCII),
            riff("VP8X", vp8x),
            riff("VP8 ", new byte[] {1, 2, 3, 4, 5, 6}),
            riff("EXIF", mark("exif")),
            riff("XMP ", mark("xmp"))));
  }

  private static byte[] riff(String type, byte[] body) {
    byte[] head =
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(type.getBytes(StandardCharsets.US_ASCII))
            .putInt(body.length)
            .array();
    return join(head, body, new byte[body.length & 1]);
  }

  public static byte[] gif() {
    byte[] plain = write(picture(30, 20, BufferedImage.TYPE_BYTE_INDEXED), "gif");
    byte[] comment = mark("comment");
    byte[] block =
        join(new byte[] {0x21, (byte) 0xfe, (byte) comment.length}, comment, new byte[] {0});
    int colours = 13 + (3 << ((plain[10] & 7) + 1));
    return join(
        java.util.Arrays.copyOf(plain, colours),
        block,
        java.util.Arrays.copyOfRange(plain, colours, plain.length),
        mark("tail"));
  }

  /** Opus: head, comments, two packets of sound. */
  public static byte[] ogg() {
    byte[] head =
        join(
            "OpusHead".getBytes(StandardCharsets.US_ASCII),
            new byte[] {1, 1, 0, 0, -128, -69, 0, 0, 0, 0, 0});
    byte[] tags = join("OpusTags".getBytes(StandardCharsets.US_ASCII), new byte[8], mark("tags"));
    return join(
        page(2, 0, head),
        page(0, 1, tags),
        page(0, 2, "am-thanh-1".getBytes(StandardCharsets.US_ASCII)),
        page(4, 3, "am-thanh-2".getBytes(StandardCharsets.US_ASCII)));
  }

  private static byte[] page(int flags, int number, byte[] packet) {
    ByteBuffer page = ByteBuffer.allocate(28 + packet.length).order(ByteOrder.LITTLE_ENDIAN);
    page.put("OggS".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 0)
        .put((byte) flags)
        .putLong(number);
    page.putInt(77).putInt(number).putInt(0).put((byte) 1).put((byte) packet.length).put(packet);
    return page.array();
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
