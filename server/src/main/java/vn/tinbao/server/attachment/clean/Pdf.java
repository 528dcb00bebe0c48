package vn.tinbao.server.attachment.clean;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/**
 * PDF (ISO 32000): the pages with what draws them, written anew. Left out: information, XMP,
 * embedded files, scripts and actions, forms' and annotations' authors and times, outlines,
 * thumbnails, earlier versions of the file; pictures inside are cleaned like pictures.
 */
final class Pdf implements Cleaner {
  private static final int MOST_OBJECTS = 1_000_000;

  private static final Set<String> CATALOG = Set.of("Type", "Pages", "PageLabels");
  private static final Set<String> PAGE =
      Set.of(
          "Type",
          "Parent",
          "Kids",
          "Count",
          "Resources",
          "MediaBox",
          "CropBox",
          "Rotate",
          "Contents",
          "UserUnit",
          "Group",
          "Annots");
  private static final Set<String> ANNOTATION =
      Set.of(
          "Type",
          "Subtype",
          "Rect",
          "AP",
          "AS",
          "F",
          "Border",
          "BS",
          "C",
          "IC",
          "QuadPoints",
          "InkList",
          "L",
          "LE",
          "Vertices",
          "Contents",
          "DA",
          "CA");
  private static final Set<String> ANNOTATIONS =
      Set.of(
          "Widget",
          "Highlight",
          "Underline",
          "StrikeOut",
          "Squiggly",
          "Ink",
          "Line",
          "Square",
          "Circle",
          "Polygon",
          "PolyLine",
          "FreeText",
          "Stamp",
          "Text");

  /** Nowhere in what draws a page do these draw anything. */
  private static final Set<String> NOWHERE =
      Set.of(
          "Metadata",
          "PieceInfo",
          "LastModified",
          "AA",
          "A",
          "JS",
          "JavaScript",
          "OpenAction",
          "AF",
          "EF",
          "EmbeddedFiles",
          "Thumb",
          "Private",
          "StructParent",
          "StructParents",
          "OPI",
          "SpiderInfo",
          "Info",
          "Title",
          "Author",
          "Subject",
          "Keywords",
          "Creator",
          "Producer",
          "CreationDate",
          "ModDate",
          "URI",
          "Alternates",
          "Ref",
          "Measure",
          "PtData");

  @Override
  public void clean(Source original, OutputStream copy) throws IOException {
    try (PDDocument document =
        Loader.loadPDF(reader(original), "", null, null, IOUtils.createMemoryOnlyStreamCache())) {
      if (document.getNumberOfPages() > Limits.PAGES) {
        throw Uncleanable.tooMuch("PDF pages");
      }
      if (document.getNumberOfPages() == 0) {
        throw Uncleanable.damaged("PDF without pages");
      }
      document.setAllSecurityToBeRemoved(true);
      COSDictionary trailer = document.getDocument().getTrailer();
      for (COSName key : List.copyOf(trailer.keySet())) {
        if (!key.equals(COSName.ROOT)) {
          trailer.removeItem(key);
        }
      }
      COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
      keep(catalog, CATALOG);
      pages(catalog.getCOSDictionary(COSName.PAGES));
      everything(catalog);
      document.save(copy, CompressParameters.NO_COMPRESSION);
    } catch (InvalidPasswordException e) {
      throw new Uncleanable(Uncleanable.Reason.ENCRYPTED, "PDF");
    } catch (Uncleanable e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw Uncleanable.damaged("PDF: " + e.getClass().getSimpleName());
    } catch (StackOverflowError e) {
      throw Uncleanable.tooMuch("PDF nesting");
    }
  }

  private static void pages(@Nullable COSDictionary root) throws Uncleanable {
    if (root == null) {
      throw Uncleanable.damaged("PDF without pages");
    }
    Set<COSDictionary> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<COSDictionary> left = new ArrayDeque<>(List.of(root));
    while (!left.isEmpty()) {
      COSDictionary node = left.pop();
      if (!seen.add(node)) {
        continue;
      }
      keep(node, PAGE);
      COSArray kids = node.getCOSArray(COSName.KIDS);
      for (int i = 0; kids != null && i < kids.size(); i++) {
        if (kids.getObject(i) instanceof COSDictionary kid) {
          left.push(kid);
        }
      }
      COSArray annotations = node.getCOSArray(COSName.ANNOTS);
      node.removeItem(COSName.ANNOTS);
      if (annotations != null) {
        COSArray kept = annotations(annotations);
        if (kept.size() > 0) {
          node.setItem(COSName.ANNOTS, kept);
        }
      }
    }
  }

  private static COSArray annotations(COSArray all) {
    COSArray kept = new COSArray();
    for (int i = 0; i < all.size(); i++) {
      if (all.getObject(i) instanceof COSDictionary annotation
          && ANNOTATIONS.contains(String.valueOf(annotation.getNameAsString(COSName.SUBTYPE)))) {
        keep(annotation, ANNOTATION);
        kept.add(annotation);
      }
    }
    return kept;
  }

  private static void keep(COSDictionary dictionary, Set<String> names) {
    for (COSName key : List.copyOf(dictionary.keySet())) {
      if (!names.contains(key.getName())) {
        dictionary.removeItem(key);
      }
    }
  }

  /** Walks through all that can still be reached. */
  private static void everything(COSDictionary catalog) throws IOException {
    Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<COSBase> left = new ArrayDeque<>(List.of(catalog));
    while (!left.isEmpty()) {
      COSBase base = left.pop();
      COSBase object = base instanceof COSObject reference ? reference.getObject() : base;
      if (object == null || !seen.add(object)) {
        continue;
      }
      if (seen.size() > MOST_OBJECTS) {
        throw Uncleanable.tooMuch("PDF objects");
      }
      if (object instanceof COSDictionary dictionary) {
        for (COSName key : List.copyOf(dictionary.keySet())) {
          String name = key.getName();
          if (NOWHERE.contains(name) || name.startsWith("PTEX.") || name.startsWith("ADBE_")) {
            dictionary.removeItem(key);
          }
        }
        if (dictionary instanceof COSStream stream) {
          picture(stream);
        }
        left.addAll(dictionary.getValues().stream().filter(v -> v != null).toList());
      } else if (object instanceof COSArray array) {
        for (int i = 0; i < array.size(); i++) {
          COSBase item = array.get(i);
          if (item != null) {
            left.push(item);
          }
        }
      }
    }
  }

  /** A picture in its own format carries its own metadata. */
  private static void picture(COSStream stream) throws IOException {
    List<String> filters = filters(stream);
    if (filters.isEmpty()) {
      return;
    }
    String last = filters.get(filters.size() - 1);
    if (last.equals("JPXDecode")) {
      replace(stream, filters, Pdf::jpeg2000);
    } else if (last.equals("DCTDecode") || last.equals("DCT")) {
      replace(stream, filters, new Jpeg());
    }
  }

  private static void replace(COSStream stream, List<String> filters, Cleaner cleaner)
      throws IOException {
    if (filters.size() > 1) {
      // A picture packed once more: rare, and not worth the unpacking.
      throw new Uncleanable(Uncleanable.Reason.UNKNOWN_KIND, "PDF picture packed twice");
    }
    byte[] raw;
    try (InputStream in = stream.createRawInputStream()) {
      raw = in.readAllBytes();
    }
    ByteArrayOutputStream clean = new ByteArrayOutputStream(raw.length);
    cleaner.clean(Source.of(raw), clean);
    try (OutputStream out = stream.createRawOutputStream()) {
      clean.writeTo(out);
    }
  }

  /** JPEG 2000 (ISO/IEC 15444-1): header and code stream; a bare code stream as it is. */
  private static void jpeg2000(Source original, OutputStream copy) throws IOException {
    if (original.size() > 2 && (original.bytes(0, 1)[0] & 0xff) == 0xff) {
      original.from(0).transferTo(copy);
      return;
    }
    Cursor in = new Cursor(original, 0);
    while (in.left() >= 8) {
      long start = in.position();
      long size = in.u32();
      String type = new String(in.bytes(4), java.nio.charset.StandardCharsets.ISO_8859_1);
      long length = size == 0 ? original.size() - start : size;
      if (size == 1 || length < 8 || length > original.size() - start) {
        throw Uncleanable.damaged("JPEG 2000 box");
      }
      in.seek(start);
      if (type.equals("jP  ")
          || type.equals("ftyp")
          || type.equals("jp2h")
          || type.equals("jp2c")) {
        in.copy(length, copy);
      } else {
        in.skip(length);
      }
    }
  }

  private static List<String> filters(COSStream stream) {
    COSBase filter = stream.getFilters();
    List<String> names = new ArrayList<>();
    if (filter instanceof COSName name) {
      names.add(name.getName());
    } else if (filter instanceof COSArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.getObject(i) instanceof COSName name) {
          names.add(name.getName());
        }
      }
    }
    return names;
  }

  /** PDFBox's view of a source: here in one piece, as it goes to and fro a great deal. */
  private static RandomAccessRead reader(Source original) throws IOException {
    if (original.size() > Integer.MAX_VALUE / 8) {
      throw Uncleanable.tooMuch("PDF bytes");
    }
    return new RandomAccessReadBuffer(original.from(0));
  }
}
