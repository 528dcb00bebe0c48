package vn.tinbao.server.portal;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import vn.tinbao.server.papers.PrintableText;

/** Writes one XML document; texts may hold anything that people type. */
final class XmlText {
  private final StringWriter written = new StringWriter();
  private final XMLStreamWriter xml;

  private XmlText() throws XMLStreamException {
    this.xml = XMLOutputFactory.newInstance().createXMLStreamWriter(written);
  }

  /** What stands in the document. */
  interface Content {
    void write(XmlText xml) throws XMLStreamException;
  }

  /** The document with this root, in this namespace. */
  static String document(String root, String namespace, Content content) {
    try {
      XmlText xml = new XmlText();
      xml.xml.writeStartDocument("UTF-8", "1.0");
      xml.xml.writeStartElement(root);
      xml.xml.writeDefaultNamespace(namespace);
      content.write(xml);
      xml.xml.writeEndElement();
      xml.xml.writeEndDocument();
      xml.xml.close();
      return xml.written.toString();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("A feed could not be written", e);
    }
  }

  /** An attribute of the element that was begun last. */
  void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, PrintableText.line(value));
  }

  void in(String name, Content content) throws XMLStreamException {
    xml.writeStartElement(name);
    content.write(this);
    xml.writeEndElement();
  }

  /** An element with text; line ends stay. */
  void text(String name, String value) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(PrintableText.of(value));
    xml.writeEndElement();
  }

  /** The same with attributes, in pairs. */
  void text(String name, String value, String... attributes) throws XMLStreamException {
    xml.writeStartElement(name);
    for (int i = 0; i < attributes.length; i += 2) {
      attribute(attributes[i], attributes[i + 1]);
    }
    xml.writeCharacters(PrintableText.of(value));
    xml.writeEndElement();
  }

  /** An element with attributes only, in pairs. */
  void empty(String name, String... attributes) throws XMLStreamException {
    xml.writeEmptyElement(name);
    for (int i = 0; i < attributes.length; i += 2) {
      attribute(attributes[i], attributes[i + 1]);
    }
  }
}
