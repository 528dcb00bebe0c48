package vn.tinbao.server.attachment.clean;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Word documents (ECMA-376): a new archive of the text, its styles, headers, footers, notes,
 * comments and pictures, each part filtered by {@link WordXml}, each under a name of ours. Left
 * out: properties, custom XML, people, settings and their histories, embedded objects and fonts,
 * macros, templates, everything that a reader would fetch from elsewhere.
 */
final class Docx implements Cleaner {
  private static final String RELATIONSHIPS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  private static final String STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/";
  private static final String WORD =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.";

  /** A day like any other: the archive's own times say nothing. */
  private static final long SOME_DAY = 946_684_800_000L;

  /** The last part of a relationship's type, to the content type of what it leads to. */
  private static final Map<String, String> PARTS =
      Map.of(
          "styles", WORD + "styles+xml",
          "numbering", WORD + "numbering+xml",
          "fontTable", WORD + "fontTable+xml",
          "header", WORD + "header+xml",
          "footer", WORD + "footer+xml",
          "footnotes", WORD + "footnotes+xml",
          "endnotes", WORD + "endnotes+xml",
          "comments", WORD + "comments+xml",
          "theme", "application/vnd.openxmlformats-officedocument.theme+xml");

  /** 1 × 1, clear: in the place of a picture that cannot be cleaned. */
  private static final byte[] NO_PICTURE = {
    (byte) 0x89,
    'P',
    'N',
    'G',
    '\r',
    '\n',
    0x1a,
    '\n',
    0,
    0,
    0,
    13,
    'I',
    'H',
    'D',
    'R',
    0,
    0,
    0,
    1,
    0,
    0,
    0,
    1,
    8,
    6,
    0,
    0,
    0,
    0x1f,
    0x15,
    (byte) 0xc4,
    (byte) 0x89,
    0,
    0,
    0,
    10,
    'I',
    'D',
    'A',
    'T',
    0x78,
    (byte) 0x9c,
    0x63,
    0,
    1,
    0,
    0,
    5,
    0,
    1,
    0x0d,
    0x0a,
    0x2d,
    (byte) 0xb4,
    0,
    0,
    0,
    0,
    'I',
    'E',
    'N',
    'D',
    (byte) 0xae,
    0x42,
    0x60,
    (byte) 0x82
  };

  @Override
  public void clean(Source original, OutputStream copy) throws IOException {
    try (ZipFile archive = ZipFile.builder().setSeekableByteChannel(new Channel(original)).get()) {
      new Rebuilding(new Archive(archive, original.size()), copy).run();
    } catch (Uncleanable e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw Uncleanable.damaged("DOCX: " + e.getClass().getSimpleName());
    }
  }

  /** Whether this archive is a Word document. */
  static boolean isOne(Source original) {
    try (ZipFile archive = ZipFile.builder().setSeekableByteChannel(new Channel(original)).get()) {
      return archive.getEntry("[Content_Types].xml") != null
          && archive.getEntry("word/document.xml") != null;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** The old archive, with everything about it bounded. */
  private static final class Archive {
    private final ZipFile archive;
    private final Map<String, ZipArchiveEntry> entries = new HashMap<>();
    private final long mostUnpacked;
    private long unpacked;

    Archive(ZipFile archive, long size) throws IOException {
      this.archive = archive;
      this.mostUnpacked =
          Math.min(Limits.UNPACKED, Math.max(16L * 1024 * 1024, size * Limits.RATIO));
      var all = archive.getEntries();
      while (all.hasMoreElements()) {
        ZipArchiveEntry entry = all.nextElement();
        if (entries.put(entry.getName(), entry) != null || entries.size() > Limits.ENTRIES) {
          throw Uncleanable.tooMuch("DOCX entries");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
          throw new Uncleanable(Uncleanable.Reason.ENCRYPTED, "DOCX");
        }
      }
    }

    boolean has(String name) {
      return entries.containsKey(name);
    }

    byte[] read(String name, long most) throws IOException {
      ZipArchiveEntry entry = entries.get(name);
      if (entry == null) {
        throw Uncleanable.damaged("DOCX without a part");
      }
      try (InputStream in = archive.getInputStream(entry)) {
        byte[] bytes = in.readNBytes((int) Math.min(most, mostUnpacked - unpacked) + 1);
        unpacked += bytes.length;
        if (bytes.length > most || unpacked > mostUnpacked) {
          throw Uncleanable.tooMuch("DOCX unpacked");
        }
        return bytes;
      }
    }
  }

  /** A part of the old archive that the new one has too. */
  private record Part(String oldName, String newName, String type) {}

  private static final class Rebuilding {
    private final Archive archive;
    private final ZipOutputStream out;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, String> pictures = new HashMap<>();
    private final Deque<Part> waiting = new ArrayDeque<>();
    private int pictureCount;

    Rebuilding(Archive archive, OutputStream copy) {
      this.archive = archive;
      this.out = new ZipOutputStream(copy);
    }

    void run() throws IOException {
      Map<String, WordXml.Relationship> top =
          WordXml.relationships(archive.read("_rels/.rels", Limits.XML_PART));
      String main =
          top.values().stream()
              .filter(r -> kind(r).equals("officeDocument") && !r.external())
              .map(r -> resolve("", r.target()))
              .findFirst()
              .orElseThrow(() -> Uncleanable.damaged("DOCX without a document"));
      add(main, "word/document.xml", WORD + "document.main+xml");
      while (!waiting.isEmpty()) {
        write(waiting.pop());
      }
      entry("word/settings.xml", WordXml.SETTINGS.getBytes(StandardCharsets.UTF_8));
      entry(
          "_rels/.rels",
          (WordXml.RELS_HEAD
                  + "<Relationship Id=\"r1\" Type=\""
                  + RELATIONSHIPS
                  + "officeDocument\" Target=\"word/document.xml\"/></Relationships>")
              .getBytes(StandardCharsets.UTF_8));
      entry("[Content_Types].xml", contentTypes().getBytes(StandardCharsets.UTF_8));
      out.finish();
    }

    private Part add(String oldName, String newName, String type) {
      return parts.computeIfAbsent(
          oldName,
          name -> {
            Part part = new Part(name, newName, type);
            waiting.add(part);
            return part;
          });
    }

    private void write(Part part) throws IOException {
      String folder = part.oldName.substring(0, part.oldName.lastIndexOf('/') + 1);
      String file = part.oldName.substring(folder.length());
      String oldRelationships = folder + "_rels/" + file + ".rels";
      Map<String, WordXml.Relationship> old =
          archive.has(oldRelationships)
              ? WordXml.relationships(archive.read(oldRelationships, Limits.XML_PART))
              : Map.of();
      StringBuilder fresh = new StringBuilder(WordXml.RELS_HEAD);
      Map<String, String> kept = new HashMap<>();
      for (Map.Entry<String, WordXml.Relationship> each : old.entrySet()) {
        Optional<String> line = relationship(folder, each.getValue(), "r" + (kept.size() + 1));
        if (line.isPresent()) {
          kept.put(each.getKey(), "r" + (kept.size() + 1));
          fresh.append(line.get());
        }
      }
      if (part.newName.equals("word/document.xml")) {
        fresh
            .append("<Relationship Id=\"rSettings\" Type=\"")
            .append(RELATIONSHIPS)
            .append("settings\" Target=\"/word/settings.xml\"/>");
      }
      fresh.append("</Relationships>");
      byte[] xml = WordXml.filter(archive.read(part.oldName, Limits.XML_PART), kept);
      entry(part.newName, xml);
      entry(
          "word/_rels/" + part.newName.substring("word/".length()) + ".rels",
          fresh.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The line of the new relationship, or nothing when it leads to what is left out. */
    private Optional<String> relationship(String folder, WordXml.Relationship old, String id)
        throws IOException {
      String kind = kind(old);
      if (old.external()) {
        // Followed by a click only, and shown before; everything else would be fetched unasked.
        return kind.equals("hyperlink") && old.target().matches("(?i)(https?|mailto|tel):.*")
            ? Optional.of(line(id, kind, old.target(), true))
            : Optional.empty();
      }
      String target = resolve(folder, old.target());
      if (!archive.has(target)) {
        return Optional.empty();
      }
      if (kind.equals("image")) {
        return Optional.of(line(id, kind, "/" + picture(target), false));
      }
      String type = PARTS.get(kind);
      if (type == null) {
        return Optional.empty();
      }
      Part part = add(target, "word/" + kind + (parts.size() + 1) + ".xml", type);
      return Optional.of(line(id, kind, "/" + part.newName, false));
    }

    private String picture(String oldName) throws IOException {
      String known = pictures.get(oldName);
      if (known != null) {
        return known;
      }
      byte[] bytes = archive.read(oldName, Limits.UNPACKED);
      FileKind kind = FileKind.of(java.util.Arrays.copyOf(bytes, Math.min(bytes.length, 64)));
      ByteArrayOutputStream clean = new ByteArrayOutputStream();
      try {
        switch (kind) {
          case JPEG -> new Jpeg().clean(Source.of(bytes), clean);
          case PNG -> new Png().clean(Source.of(bytes), clean);
          case GIF -> Pictures.gif(Source.of(bytes), clean);
          default -> throw Uncleanable.damaged("no picture that we know");
        }
      } catch (Uncleanable e) {
        clean.reset();
        clean.writeBytes(NO_PICTURE);
        kind = FileKind.PNG;
      }
      String name = "word/media/image" + ++pictureCount + "." + kind.extension();
      entry(name, clean.toByteArray());
      pictures.put(oldName, name);
      return name;
    }

    private void entry(String name, byte[] bytes) throws IOException {
      ZipEntry entry = new ZipEntry(name);
      entry.setTime(SOME_DAY);
      out.putNextEntry(entry);
      out.write(bytes);
      out.closeEntry();
    }

    private String contentTypes() {
      StringBuilder types =
          new StringBuilder(WordXml.XML_HEAD)
              .append(
                  "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">")
              .append("<Default Extension=\"rels\" ContentType=\"")
              .append("application/vnd.openxmlformats-package.relationships+xml\"/>")
              .append("<Default Extension=\"jpg\" ContentType=\"image/jpeg\"/>")
              .append("<Default Extension=\"png\" ContentType=\"image/png\"/>")
              .append("<Default Extension=\"gif\" ContentType=\"image/gif\"/>")
              .append("<Override PartName=\"/word/settings.xml\" ContentType=\"")
              .append(WORD)
              .append("settings+xml\"/>");
      for (Part part : parts.values()) {
        types
            .append("<Override PartName=\"/")
            .append(part.newName)
            .append("\" ContentType=\"")
            .append(part.type)
            .append("\"/>");
      }
      return types.append("</Types>").toString();
    }
  }

  private static String line(String id, String kind, String target, boolean external) {
    return "<Relationship Id=\"%s\" Type=\"%s%s\" Target=\"%s\"%s/>"
        .formatted(
            id,
            RELATIONSHIPS,
            kind,
            WordXml.escape(target),
            external ? " TargetMode=\"External\"" : "");
  }

  private static String kind(WordXml.Relationship relationship) {
    String type = relationship.type();
    for (String start : new String[] {RELATIONSHIPS, STRICT}) {
      if (type.startsWith(start)) {
        return type.substring(start.length());
      }
    }
    return "";
  }

  /** Name of an entry; no target leads out of the archive. */
  private static String resolve(String folder, String target) {
    try {
      String path = URI.create("/" + folder).resolve(URI.create(target)).normalize().getPath();
      return path == null ? "" : path.replaceFirst("^/+", "");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** Commons Compress's view of a source. */
  private static final class Channel implements SeekableByteChannel {
    private final Source source;
    private long at;
    private boolean open = true;

    Channel(Source source) {
      this.source = source;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (at >= source.size()) {
        return -1;
      }
      byte[] bytes = new byte[Math.min(into.remaining(), 64 * 1024)];
      int n = source.read(at, bytes, 0, bytes.length);
      if (n > 0) {
        into.put(bytes, 0, n);
        at += n;
      }
      return n;
    }

    @Override
    public int write(ByteBuffer from) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
      return at;
    }

    @Override
    public SeekableByteChannel position(long position) {
      at = position;
      return this;
    }

    @Override
    public long size() {
      return source.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
