package vn.tinbao.server.console.papers;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import vn.tinbao.server.attachment.FileNames;
import vn.tinbao.server.papers.Paper;
import vn.tinbao.server.papers.PaperFormat;
import vn.tinbao.server.papers.Papers;
import vn.tinbao.server.web.Refusal;

/** Papers as answers: PDF opens in the browser, to be printed there; DOCX is a file. */
@Singleton
class PaperFiles {
  private final Papers papers;

  PaperFiles(Papers papers) {
    this.papers = papers;
  }

  /** The format of this name; a page that says so for another one. */
  static PaperFormat format(String name) {
    return PaperFormat.of(name).orElseThrow(PaperFiles::none);
  }

  /** The file; nothing of it stays in the browser of its own accord. */
  HttpResponse<byte[]> answer(Paper paper, PaperFormat format, String name) {
    return HttpResponse.ok(papers.print(paper, format))
        .contentType(MediaType.of(format.mediaType()))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            FileNames.disposition(format == PaperFormat.PDF, name + "." + format.extension()))
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  static Refusal none() {
    return new Refusal(HttpStatus.NOT_FOUND, "papers.none");
  }
}
