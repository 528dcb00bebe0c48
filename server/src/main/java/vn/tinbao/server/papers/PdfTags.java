package vn.tinbao.server.papers;

import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;

/**
 * The logical structure of a PDF (ISO 32000-1, 14.7 and 14.8; PDF/UA-1): which drawn text is a
 * heading, a paragraph, a cell, in which order it is read aloud.
 */
final class PdfTags {
  private final PDStructureTreeRoot root = new PDStructureTreeRoot();
  private final PDStructureElement document = new PDStructureElement("Document", root);
  private final Map<Integer, PDParentTreeValue> parents = new TreeMap<>();
  private final Map<Integer, COSArray> marks = new TreeMap<>();

  PdfTags() {
    root.appendKid(document);
  }

  /** A part of the document itself: {@code P}, {@code H1}, {@code Table}. */
  PDStructureElement part(String type) {
    return part(type, document);
  }

  PDStructureElement part(String type, PDStructureElement above) {
    PDStructureElement part = new PDStructureElement(type, above);
    above.appendKid(part);
    return part;
  }

  /** A cell that names its column. */
  PDStructureElement columnHead(PDStructureElement row) {
    PDStructureElement head = part("TH", row);
    PDTableAttributeObject column = new PDTableAttributeObject();
    column.setScope(PDTableAttributeObject.SCOPE_COLUMN);
    head.addAttribute(column);
    return head;
  }

  /** Gives a new page its place in the structure. */
  void page(PDPage page) {
    int key = marks.size();
    page.setStructParents(key);
    page.getCOSObject().setItem(COSName.getPDFName("Tabs"), COSName.S);
    COSArray ofPage = new COSArray();
    marks.put(key, ofPage);
    parents.put(key, new PDParentTreeValue(ofPage));
  }

  /** The number under which the next piece drawn on this page belongs to this part. */
  int mark(PDPage page, PDStructureElement part) {
    COSArray ofPage = marks.get(page.getStructParents());
    if (ofPage == null) {
      throw new IllegalStateException("A page that was not begun");
    }
    int mark = ofPage.size();
    ofPage.add(part.getCOSObject());
    PDMarkedContentReference drawn = new PDMarkedContentReference();
    drawn.setPage(page);
    drawn.setMCID(mark);
    part.appendKid(drawn);
    return mark;
  }

  /** Writes the structure into the document. */
  void finish(PDDocument pdf) {
    PDNumberTreeNode tree = new PDNumberTreeNode(PDParentTreeValue.class);
    tree.setNumbers(parents);
    root.setParentTree(tree);
    root.setParentTreeNextKey(parents.size());
    pdf.getDocumentCatalog().setStructureTreeRoot(root);
    PDMarkInfo tagged = new PDMarkInfo();
    tagged.setMarked(true);
    pdf.getDocumentCatalog().setMarkInfo(tagged);
  }
}
