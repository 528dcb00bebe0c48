package vn.tinbao.server.attachment.clean;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** The XML of a Word document, without who wrote it, when, in which sittings and where. */
final class WordXml {
  static final String XML_HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
  static final String RELS_HEAD =
      XML_HEAD
          + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  static final String SETTINGS =
      XML_HEAD
          + "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
          + "<w:compat><w:compatSetting w:name=\"compatibilityMode\""
          + " w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
          + "</w:settings>";

  private static final String OFFICE_RELATIONSHIPS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String STRICT_RELATIONSHIPS =
      "http://purl.oclc.org/ooxml/officeDocument/relationships";

  /** Elements that are left out with all that is in them. */
  private static final Set<String> DROPPED =
      Set.of(
          "rsids",
          "rsid",
          "docVars",
          "attachedTemplate",
          "proofErr",
          "dataBinding",
          "altChunk",
          "subDoc",
          "OLEObject",
          "control",
          "object",
          "embedRegular",
          "embedBold",
          "embedItalic",
          "embedBoldItalic",
          "extLst",
          "printerSettings",
          "hlinkClick",
          "hlinkHover",
          "audioFile",
          "videoFile",
          "custDataLst",
          "smartTagPr",
          "customXmlPr");

  /** Fields that show something of the document itself; all others run something. */
  private static final Set<String> FIELDS =
      Set.of(
          "PAGE",
          "NUMPAGES",
          "SECTION",
          "SECTIONPAGES",
          "TOC",
          "TC",
          "REF",
          "PAGEREF",
          "NOTEREF",
          "SEQ",
          "STYLEREF",
          "XE",
          "INDEX");

  private static final XMLInputFactory IN = XMLInputFactory.newDefaultFactory();
  private static final XMLOutputFactory OUT = XMLOutputFactory.newDefaultFactory();

  static {
    IN.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    IN.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    IN.setProperty(XMLInputFactory.IS_COALESCING, true);
  }

  private WordXml() {}

  /** Where a part leads: type and target as written. */
  record Relationship(String type, String target, boolean external) {}

  /** By id, in the order of the file. */
  static Map<String, Relationship> relationships(byte[] xml) throws Uncleanable {
    Map<String, Relationship> found = new LinkedHashMap<>();
    try {
      XMLStreamReader in = reader(xml);
      while (in.hasNext()) {
        if (in.next() == XMLStreamConstants.START_ELEMENT
            && in.getLocalName().equals("Relationship")) {
          String id = in.getAttributeValue(null, "Id");
          String type = in.getAttributeValue(null, "Type");
          String target = in.getAttributeValue(null, "Target");
          if (id != null && type != null && target != null) {
            found.put(
                id,
                new Relationship(
                    type, target, "External".equals(in.getAttributeValue(null, "TargetMode"))));
          }
        }
        if (found.size() > Limits.PIECES) {
          throw Uncleanable.tooMuch("DOCX relationships");
        }
      }
    } catch (XMLStreamException e) {
      throw Uncleanable.damaged("DOCX relationships");
    }
    return found;
  }

  /**
   * Filters one part.
   *
   * @param ids old relationship ids to new ones; what uses another one is left out
   */
  static byte[] filter(byte[] xml, Map<String, String> ids) throws Uncleanable {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(xml.length);
    try {
      XMLStreamReader in = reader(xml);
      XMLStreamWriter out = OUT.createXMLStreamWriter(bytes, "UTF-8");
      out.writeStartDocument("UTF-8", "1.0");
      int depth = 0;
      boolean instruction = false;
      while (in.hasNext()) {
        switch (in.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            if (DROPPED.contains(in.getLocalName()) || leadsAway(in, ids)) {
              skip(in);
            } else {
              if (++depth > Limits.DEPTH) {
                throw Uncleanable.tooMuch("DOCX nesting");
              }
              instruction = in.getLocalName().equals("instrText");
              start(in, out, ids);
            }
          }
          case XMLStreamConstants.END_ELEMENT -> {
            depth--;
            instruction = false;
            out.writeEndElement();
          }
          case XMLStreamConstants.CHARACTERS,
              XMLStreamConstants.CDATA,
              XMLStreamConstants.SPACE -> {
            if (!instruction || harmless(in.getText())) {
              out.writeCharacters(in.getText());
            }
          }
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw Uncleanable.damaged("DOCX with a document type");
          default -> {
            // Comments and processing instructions are nobody's text.
          }
        }
      }
      out.writeEndDocument();
      out.flush();
      return bytes.toByteArray();
    } catch (XMLStreamException e) {
      throw Uncleanable.damaged("DOCX XML");
    }
  }

  private static void start(XMLStreamReader in, XMLStreamWriter out, Map<String, String> ids)
      throws XMLStreamException {
    String element = in.getLocalName();
    out.writeStartElement(text(in.getPrefix()), element, text(in.getNamespaceURI()));
    for (int i = 0; i < in.getNamespaceCount(); i++) {
      String prefix = in.getNamespacePrefix(i);
      if (prefix == null) {
        out.writeDefaultNamespace(text(in.getNamespaceURI(i)));
      } else {
        out.writeNamespace(prefix, text(in.getNamespaceURI(i)));
      }
    }
    boolean picture = element.equals("docPr") || element.equals("cNvPr");
    for (int i = 0; i < in.getAttributeCount(); i++) {
      String name = in.getAttributeLocalName(i);
      String namespace = text(in.getAttributeNamespace(i));
      String value = in.getAttributeValue(i);
      if (isRelationship(namespace)) {
        if (!ids.containsKey(value)) {
          continue;
        }
        value = ids.getOrDefault(value, "");
      } else if (name.equals("author") || name.equals("initials") || name.equals("userId")) {
        value = "-";
      } else if (picture && name.equals("name")) {
        value = "-";
      } else if (says(name)) {
        continue;
      } else if (element.equals("fldSimple") && name.equals("instr") && !harmless(value)) {
        value = "";
      }
      if (namespace.isEmpty()) {
        out.writeAttribute(name, value);
      } else {
        out.writeAttribute(text(in.getAttributePrefix(i)), namespace, name, value);
      }
    }
  }

  /** Attributes about the making and not about the text. */
  private static boolean says(String name) {
    return name.startsWith("rsid")
        || name.equals("paraId")
        || name.equals("textId")
        || name.equals("date")
        || name.equals("dateUtc")
        || name.equals("durableId")
        || name.equals("docLocation")
        || name.equals("href")
        || name.equals("gfxdata")
        || name.equals("alt")
        || name.equals("descr")
        || name.equals("title");
  }

  private static boolean leadsAway(XMLStreamReader in, Map<String, String> ids) {
    for (int i = 0; i < in.getAttributeCount(); i++) {
      if (isRelationship(text(in.getAttributeNamespace(i)))
          && !in.getAttributeValue(i).isEmpty()
          && !ids.containsKey(in.getAttributeValue(i))) {
        // A hyperlink whose target goes keeps its words.
        return !in.getLocalName().equals("hyperlink");
      }
    }
    return false;
  }

  private static boolean isRelationship(String namespace) {
    return namespace.equals(OFFICE_RELATIONSHIPS) || namespace.equals(STRICT_RELATIONSHIPS);
  }

  private static boolean harmless(String instruction) {
    String word = instruction.strip().split("[\\s\\\\]", 2)[0].toUpperCase(Locale.ROOT);
    return word.isEmpty() || FIELDS.contains(word);
  }

  private static void skip(XMLStreamReader in) throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      int event = in.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  private static XMLStreamReader reader(byte[] xml) throws XMLStreamException {
    return IN.createXMLStreamReader(new ByteArrayInputStream(xml));
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
