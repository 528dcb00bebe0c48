package vn.tinbao.server.papers;

import jakarta.inject.Singleton;

/** The door: prints papers. The same paper gives the same bytes, whenever and wherever. */
@Singleton
public final class Papers {

  /**
   * The file of a paper. Takes memory and time in proportion to its length: a page a few
   * milliseconds.
   */
  public byte[] print(Paper paper, PaperFormat format) {
    return switch (format) {
      case PDF -> PdfPaper.bytes(paper);
      case DOCX -> DocxPaper.bytes(paper);
    };
  }
}
